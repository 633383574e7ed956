import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nowhereObstacle } from '#engine/graph/check-operators.ts'
import { readOperators } from '#engine/graph/operators.ts'
import { defaultsOf } from '#engine/model/defaults.ts'
import { familyOf } from '#engine/model/families.ts'
import { type ModelFolder, readModelFolder } from '#engine/model/folder.ts'
import { isOwnControl } from '#engine/model/ports.ts'
import { sizeRule } from '#engine/model/size.ts'
import { ownControl, ownSketch } from '#shared/conditions.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { type InstalledModel, installedModels } from '../model-library.ts'
import { modelFiles, totalOf } from './model-files.ts'
import { precisionOfFile } from './precision.ts'
import { readRecord } from './records.ts'
import { readVocabulary } from './vocabulary.ts'

/** What a person calls the models that come with the program. */
const names: Record<string, string> = { picturebook: 'Picture-book' }

/** Read again when its index or its manifest changed. */
export function modelCards(): () => Promise<ModelCard[]> {
  const known = new Map<string, { stamp: string; card: ModelCard }>()
  return async () => {
    const models = await installedModels()
    return Promise.all(
      models.map(async model => {
        const stamp = `${model.id} ${model.origin} ${await stampOf(model.folder)}`
        const cached = known.get(model.folder)
        if (cached?.stamp === stamp) return cached.card
        const card = await cardOf(model)
        known.set(model.folder, { stamp, card })
        return card
      }),
    )
  }
}

export const stampOf = async (folder: string): Promise<string> => {
  const files = ['model_index.json', 'studio.json', 'vocabulary.json', 'unet/model.onnx']
  const infos = await Promise.all(files.map(file => stat(join(folder, file)).catch(() => null)))
  return infos.map(info => (info ? `${info.size}@${info.mtimeMs}` : '-')).join(' ')
}

/** What the folder's small files tell; no graph is opened. */
export async function cardOf({ id, folder, shipped, origin }: InstalledModel): Promise<ModelCard> {
  const source = (await readRecord(folder))?.source ?? null
  const nothing: ModelCard = {
    id,
    name: names[id] ?? id,
    folder,
    shipped,
    origin,
    bytes: await modelFiles(folder).then(totalOf, () => null),
    precision: precisionOfFile(join(folder, 'unet', 'model.onnx')),
    page: source?.page ?? null,
    startsFromPictures: existsSync(join(folder, 'vae_encoder', 'model.onnx')),
    family: '',
    native: { width: 512, height: 512 },
    multiple: 64,
    latent: { channels: 4, scale: 8 },
    defaults: { steps: 20, guidance: 7.5, sampler: 'dpmpp_2m', schedule: 'normal', width: 512, height: 512 },
    presets: {},
    knobs: [],
    controls: [],
    regions: 'mixing',
    inpaints: false,
    refining: null,
    tinyDecoder: false,
    hasVocabulary: false,
    licence: source?.licence ?? null,
    problem: null,
  }
  try {
    const hasVocabulary = (await readVocabulary(folder).catch(() => null)) !== null
    const model = await readModelFolder(folder)
    return { ...nothing, ...told(model, hasVocabulary), problem: cannotRun(model) }
  } catch (error) {
    return { ...nothing, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** A graph that no device can run; one that some can is told of when it is opened on those that are here. */
function cannotRun({ files }: ModelFolder): string | null {
  for (const file of Object.values(files)) {
    const obstacle = nowhereObstacle(file)
    if (obstacle) return obstacle
  }
  return null
}

function told(model: ModelFolder, hasVocabulary: boolean): Partial<ModelCard> {
  // Whether the graph is frozen to one size, only the graph tells; the engine checks it before it draws.
  const rule = sizeRule(model, [])
  const [height, width] = rule.native
  const { studio } = model
  return {
    family: studio?.family ?? familyOf(model).name,
    native: { width, height },
    multiple: rule.multiple,
    latent: { channels: model.vae.latent_channels, scale: rule.latentScale },
    defaults: defaultsOf(model, rule),
    presets: Object.fromEntries(
      Object.entries(studio?.presets ?? {}).map(([name, preset]) => [name, withoutUndefined(preset)]),
    ),
    knobs: (studio?.knobs ?? []).map(knob => ({
      name: knob.name,
      label: knob.label,
      kind: knob.kind,
      min: knob.min ?? null,
      max: knob.max ?? null,
      unit: knob.unit,
      help: knob.help,
      choices: knob.choices,
      default: knob.default ?? null,
    })),
    controls: [
      ...(studio?.controls ?? []).filter(control => control === ownSketch),
      ...(readOperators(model.files.unet!)?.inputs.some(isOwnControl) ? [ownControl] : []),
      ...Object.keys(model.controlNets),
    ],
    regions: studio?.controls.includes('regions') ? 'input' : 'mixing',
    inpaints: model.unet.in_channels === 2 * model.vae.latent_channels + 1,
    refining: refiningOf(model),
    tinyDecoder: Boolean(model.files.vae_decoder_preview),
    hasVocabulary,
    ...(studio?.licence && { licence: studio.licence }),
  }
}

function refiningOf(model: ModelFolder): ModelCard['refining'] {
  const { id, refined } = familyOf(model)
  return id === 'sdxl-refiner' ? 'is' : refined ? 'takes' : null
}

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
