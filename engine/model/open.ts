import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DeviceId, LaidLora, LoadProgress } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { onBestDevice, optionsOn, type Skipped } from '../devices.ts'
import { checkOperators } from '../graph/check-operators.ts'
import { type HiddenUnet, openHidden } from '../graph/hidden-unet.ts'
import { type LoraToLay, withLoras } from '../loras/merge.ts'
import { type Economy, plenty } from '../memory/economy.ts'
import { type Parkable, parkable } from '../memory/parkable.ts'
import { openSession, type Port, type Session } from '../runtime.ts'
import { type NoiseLevels, noiseLevels } from '../sampling/noise-levels.ts'
import { threadsWanted } from '../threads.ts'
import { type ClipTokenizer, loadTokenizer } from '../tokenizer/clip.ts'
import { type Residuals, residualPorts } from './control-ports.ts'
import { type Defaults, defaultsOf } from './defaults.ts'
import { type Family, type FamilyId, familyOf } from './families.ts'
import { type ModelFolder, readModelFolder } from './folder.ts'
import { loading } from './loading.ts'
import { openGraph } from './open-graph.ts'
import { denoiserPorts, outputNames, outputPort, type RolePorts } from './ports.ts'
import { selfTest } from './self-test.ts'
import { type SizeRule, sizeRule } from './size.ts'

/** A text encoder and the tokenizer that feeds it. */
export type TextTower = {
  tokenizer: ClipTokenizer
  session: Session
  file: string
  /** Which of its layers the denoiser reads; absent: the last but one where there are two towers, else the last. */
  words?: Family['words']
}

export type Model = {
  folder: ModelFolder
  family: Family & { id: FamilyId }
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
  /** Opens a graph that stands for a part of `file`, on the same device; whoever asks releases it. */
  part(file: string, bytes: Uint8Array): Promise<Session>
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
  /** Ends the laying on of LoRAs and the reading of weights, and is heard between two graphs; opening one cannot be stopped. */
  signal?: AbortSignal | undefined
  onMerge?: ((share: number, msLeft: number | null) => void) | undefined
  onLoad?: ((progress: LoadProgress) => void) | undefined
}

/**
 * Opens every graph that drawing needs on the best device.
 * Errors: `model-missing`, `model-broken`, `device-unavailable`, `out-of-memory`; with LoRAs those of `withLoras`.
 */
export async function openModel(
  path: string,
  {
    device,
    threads = threadsWanted() ?? availableParallelism(),
    loras = [],
    signal = new AbortController().signal,
    onMerge,
    onLoad = () => {},
  }: OpenOptions = {},
): Promise<Model> {
  const { folder, laid } = await withLoras(await readModelFolder(path), {
    loras,
    threads,
    signal,
    ...(onMerge && { onProgress: onMerge }),
  })
  const {
    value,
    device: chosen,
    skipped,
  } = await onBestDevice(device, async row => {
    const opened: Parkable[] = []
    const options = await optionsOn(row)
    const load = await loading(folder, row.name, { signal, onLoad })
    const open = async (file: string, bytes: Uint8Array | null = null) => {
      checkOperators(file, row.id)
      const again = () => openGraph(file, { ...options, threads, attends: row.attends }, bytes)
      const session = parkable(await load.open(file, again), again)
      opened.push(session)
      return session
    }
    try {
      const parts = await openParts(folder, open)
      if (row.id !== 'cpu') await load.warm(() => selfTest(folder, parts, row.name))
      await load.keep()
      let parted = 0
      const part = async (file: string, bytes: Uint8Array): Promise<Session> => {
        const session = await openSession(file, { ...options, threads }, bytes)
        return {
          ...session,
          release: () => {
            parted += session.milliseconds()
            return session.release()
          },
        }
      }
      return { ...parts, opened, open, part, parted: () => parted }
    } catch (error) {
      await Promise.all(opened.map(session => session.release()))
      throw error
    }
  })
  const { opened, open, parted, ...sessions } = value
  const more = new Map<string, Promise<Session>>()
  const sample = sessions.ports.sample!
  const channels = typeof sample.dims[1] === 'number' ? sample.dims[1] : folder.unet.in_channels
  const inpaints = channels === 2 * folder.vae.latent_channels + 1
  const rule = sizeRule(folder, sample.dims.slice(2))
  let hidden: Promise<HiddenUnet> | undefined
  return {
    folder,
    family: familyOf(folder),
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
    milliseconds: () => opened.reduce((sum, session) => sum + session.milliseconds(), parted()),
    release: async () => void (await Promise.all(opened.map(session => session.release()))),
  }
}

async function openParts(folder: ModelFolder, open: (file: string) => Promise<Session>) {
  const { path, files } = folder
  const { words } = familyOf(folder)
  const towers: TextTower[] = []
  for (const [part, tokenizer] of [
    ['text_encoder', 'tokenizer'],
    ['text_encoder_2', 'tokenizer_2'],
  ] as const) {
    const file = files[part]
    if (!file) continue
    const own =
      [tokenizer, 'tokenizer', 'tokenizer_2'].find(name => existsSync(join(path, name))) ?? tokenizer
    const session = await open(file)
    if (words === 'penultimate') checkLayers(session, file)
    towers.push({ tokenizer: await loadTokenizer(join(path, own)), session, file, words })
  }
  const unet = await open(files.unet!)
  const ports = denoiserPorts(unet, files.unet!)
  outputPort(unet, outputNames.unet, 4, files.unet!)
  const decoder = await open(files.vae_decoder!)
  outputPort(decoder, outputNames.vae_decoder, 4, files.vae_decoder!)
  if (decoder.inputs.length !== 1)
    throw new StudioError(
      'model-broken',
      `${files.vae_decoder} has ${decoder.inputs.length} inputs; expected one, the latent`,
    )
  return { towers, unet, ports, residuals: residualPorts(unet.inputs, 'input'), decoder }
}

/** Without its inner layers an encoder would lend the denoiser words that it was not taught with. */
function checkLayers({ outputs }: Session, file: string): void {
  if (outputs.filter(({ name }) => /^hidden_states\.\d+$/.test(name)).length > 1) return
  throw new StudioError(
    'model-broken',
    `${file} gives no hidden_states.N, of which Stable Diffusion XL reads the last but one; export it again with \`optimum-cli export onnx\``,
  )
}
