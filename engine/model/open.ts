import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DeviceId, LaidLora } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { onBestDevice, type Skipped } from '../devices.ts'
import { type HiddenUnet, openHidden } from '../graph/hidden-unet.ts'
import { type LoraToLay, withLoras } from '../loras/merge.ts'
import { type Economy, plenty } from '../memory/economy.ts'
import { type Parkable, parkable } from '../memory/parkable.ts'
import { openSession, type Port, type Session } from '../runtime.ts'
import { type NoiseLevels, noiseLevels } from '../sampling/noise-levels.ts'
import { type ClipTokenizer, loadTokenizer } from '../tokenizer/clip.ts'
import { type Residuals, residualPorts } from './control-ports.ts'
import { type Defaults, defaultsOf } from './defaults.ts'
import { type ModelFolder, readModelFolder } from './folder.ts'
import { denoiserPorts, outputPort, type RolePorts } from './ports.ts'
import { selfTest } from './self-test.ts'
import { type SizeRule, sizeRule } from './size.ts'

/** A text encoder and the tokenizer that feeds it. */
export type TextTower = { tokenizer: ClipTokenizer; session: Session; file: string }

export type Model = {
  folder: ModelFolder
  rule: SizeRule
  defaults: Defaults
  levels: NoiseLevels
  towers: TextTower[]
  unet: Session
  ports: RolePorts
  /** Where ControlNets add to the U-Net; null for one that was exported without. */
  residuals: Residuals<Port> | null
  latentChannels: number
  /** The denoiser is told a mask and the image around it beside the latent (diffusers' inpainting U-Nets). */
  inpaints: boolean
  decoder: Session
  /** The U-Net with its middle laid open, made when first asked for. Errors: `model-broken` when there is no middle. */
  hidden(): Promise<HiddenUnet>
  device: { id: DeviceId; name: string; skipped: Skipped[] }
  /** What was laid on its weights; `folder.files` are then copies. */
  loras: LaidLora[]
  /** Each graph works with so many; another number may round otherwise. */
  threads: number
  /** Another graph, opened on the same device when it is first asked for; `bytes` stand for the file, under a name of their own. */
  session(file: string, edited?: { as: string; bytes: Uint8Array | null }): Promise<Session>
  /** What it does without since memory ran out; read anew at every pass. */
  economy: Economy
  /** Puts graphs away that are not needed now, of the kind named or all; each comes back by itself. */
  park(part?: 'words' | 'unet' | 'decoder'): Promise<void>
  /** Milliseconds spent inside all of its graphs so far. */
  milliseconds(): number
  release(): Promise<void>
}

/** How the name of a text encoder's edited graph ends, for `session`. */
export const editedWords = ' words'

export type OpenOptions = {
  device?: DeviceId | undefined
  threads?: number | undefined
  loras?: readonly LoraToLay[] | undefined
  /** Ends the laying on of LoRAs; opening a graph cannot be stopped. */
  signal?: AbortSignal | undefined
  onMerge?: ((share: number, msLeft: number | null) => void) | undefined
}

/**
 * Opens every graph that drawing needs on the best device.
 * Errors: `model-missing`, `model-broken`, `device-unavailable`, `out-of-memory`; with LoRAs those of `withLoras`.
 */
export async function openModel(
  path: string,
  { device, threads = availableParallelism(), loras = [], signal, onMerge }: OpenOptions = {},
): Promise<Model> {
  const { folder, laid } = await withLoras(await readModelFolder(path), {
    loras,
    threads,
    signal: signal ?? new AbortController().signal,
    ...(onMerge && { onProgress: onMerge }),
  })
  const {
    value,
    device: chosen,
    skipped,
  } = await onBestDevice(device, async row => {
    const opened: Parkable[] = []
    const open = async (file: string, bytes: Uint8Array | null = null) => {
      const again = () => openSession(file, { ...row.options, threads }, bytes)
      const session = parkable(await again(), again)
      opened.push(session)
      return session
    }
    try {
      const parts = await openParts(folder, open)
      if (row.id !== 'cpu') await selfTest(folder, parts, row.name)
      return { ...parts, opened, open }
    } catch (error) {
      await Promise.all(opened.map(session => session.release()))
      throw error
    }
  })
  const { opened, open, ...sessions } = value
  const more = new Map<string, Promise<Session>>()
  const sample = sessions.ports.sample!
  const channels = typeof sample.dims[1] === 'number' ? sample.dims[1] : folder.unet.in_channels
  const inpaints = channels === 2 * folder.vae.latent_channels + 1
  const rule = sizeRule(folder, sample.dims.slice(2))
  let hidden: Promise<HiddenUnet> | undefined
  return {
    folder,
    rule,
    defaults: defaultsOf(folder, rule),
    levels: noiseLevels(folder.scheduler),
    ...sessions,
    latentChannels: inpaints ? folder.vae.latent_channels : channels,
    inpaints,
    device: { id: chosen.id, name: chosen.name, skipped },
    threads,
    loras: laid,
    session: (file, { as, bytes } = { as: file, bytes: null }) => {
      const session = more.get(as) ?? open(file, bytes)
      more.set(as, session)
      session.catch(() => more.delete(as))
      return session
    },
    hidden: () => {
      hidden ??= openHidden({
        ...sessions,
        file: folder.files.unet!,
        declared: folder.studio?.hidden,
        native: rule.native,
        latentScale: rule.latentScale,
        open,
      })
      return hidden
    },
    economy: { ...plenty },
    park: async part => {
      const edited = await Promise.all(
        [...more].filter(([as]) => as.endsWith(editedWords)).map(([, one]) => one),
      )
      const [words, unet, decoder] = [
        [...sessions.towers.map(({ session }) => session), ...edited],
        [sessions.unet],
        [sessions.decoder],
      ]
      const chosen: readonly Session[] = part ? { words, unet, decoder }[part] : opened
      await Promise.all(opened.filter(session => chosen.includes(session)).map(session => session.park()))
    },
    milliseconds: () => opened.reduce((sum, session) => sum + session.milliseconds(), 0),
    release: async () => void (await Promise.all(opened.map(session => session.release()))),
  }
}

async function openParts({ path, files }: ModelFolder, open: (file: string) => Promise<Session>) {
  const towers: TextTower[] = []
  for (const [part, tokenizer] of [
    ['text_encoder', 'tokenizer'],
    ['text_encoder_2', 'tokenizer_2'],
  ] as const) {
    const file = files[part]
    if (!file) continue
    const words = existsSync(join(path, tokenizer)) ? tokenizer : 'tokenizer'
    towers.push({ tokenizer: await loadTokenizer(join(path, words)), session: await open(file), file })
  }
  const unet = await open(files.unet!)
  const ports = denoiserPorts(unet, files.unet!)
  outputPort(unet, ['out_sample'], 4, files.unet!)
  const decoder = await open(files.vae_decoder!)
  outputPort(decoder, ['sample'], 4, files.vae_decoder!)
  if (decoder.inputs.length !== 1)
    throw new StudioError(
      'model-broken',
      `${files.vae_decoder} has ${decoder.inputs.length} inputs; expected one, the latent`,
    )
  return { towers, unet, ports, residuals: residualPorts(unet.inputs, 'input'), decoder }
}
