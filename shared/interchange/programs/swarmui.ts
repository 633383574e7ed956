import { leftOver, listOf, modelName, numberOf, recordOf, seedOf, textOf } from '../fields.ts'
import { foreign, type Lora, type Program, type Texts } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'

const recordIn = (texts: Texts): Json | undefined =>
  ['parameters', 'exif:UserComment', 'exif:Model']
    .map(key => texts.get(key))
    .filter(text => text?.includes('sui_image_params'))
    .map(text => readRecord(text))
    .find(record => recordOf(record?.sui_image_params))

const read = new Set([
  ...[
    'prompt',
    'negativeprompt',
    'seed',
    'steps',
    'cfgscale',
    'width',
    'height',
    'model',
    'sampler',
    'scheduler',
  ],
  ...['comfyuisampler', 'comfyuischeduler', 'loras', 'loraweights', 'swarm_version', 'clipstopatlayer'],
  ...[
    'initimagecreativity',
    'automaticvae',
    'aspectratio',
    'variationseed',
    'variationseedstrength',
    'images',
  ],
  ...['resolution'],
])

/** SwarmUI: JSON under `sui_image_params` (`T2IParamInput.GenFullMetadataObject`). */
export const swarmui: Program = {
  id: 'swarmui',
  name: 'SwarmUI',
  recognises: texts => recordIn(texts) !== undefined,
  read: texts => {
    const whole = recordIn(texts)
    const told = recordOf(whole?.sui_image_params)
    if (!told) return null
    const files = listOf(whole?.sui_models).map(recordOf)
    const hashOf = (name: string | null, param: string) =>
      textOf(files.find(file => file?.param === param && modelName(textOf(file.name)) === name)?.hash) ?? null
    const name = modelName(textOf(told.model))
    const stop = numberOf(told.clipstopatlayer)
    const [variationSeed, strength] = [seedOf(told.variationseed), numberOf(told.variationseedstrength)]
    return foreign('swarmui', {
      version: textOf(told.swarm_version) ?? null,
      prompt: textOf(told.prompt) ?? '',
      negativePrompt: textOf(told.negativeprompt) ?? '',
      seed: seedOf(told.seed) ?? null,
      steps: numberOf(told.steps) ?? null,
      guidanceScale: numberOf(told.cfgscale) ?? null,
      sampler: textOf(told.sampler) ?? textOf(told.comfyuisampler) ?? null,
      schedule: textOf(told.scheduler) ?? textOf(told.comfyuischeduler) ?? null,
      width: numberOf(told.width) ?? null,
      height: numberOf(told.height) ?? null,
      model: { name, hash: hashOf(name, 'model') },
      loras: lorasOf(told).map(lora => ({ ...lora, hash: hashOf(lora.name, 'loras') })),
      rngKind: 'cpu',
      clipSkip: stop === undefined ? null : Math.abs(stop),
      denoisingStrength: numberOf(told.initimagecreativity) ?? null,
      variation: variationSeed !== undefined && strength ? { seed: variationSeed, strength } : null,
      unmapped: leftOver(told, read),
    })
  },
}

/** A list, or names between commas. */
function lorasOf({ loras, loraweights }: Json): Lora[] {
  const split = (value: unknown) =>
    typeof value === 'string' ? value.split(',').slice(0, 100) : listOf(value)
  const weights = split(loraweights)
  return split(loras).flatMap((entry, i) => {
    const name = modelName(textOf(entry))
    return name ? [{ name, weight: numberOf(weights[i]) ?? 1, hash: null }] : []
  })
}
