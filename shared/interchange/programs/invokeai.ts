import { leftOver, listOf, modelName, numberOf, recordOf, seedOf, textOf, unmapped } from '../fields.ts'
import { foreign, type Lora, type Program } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'

const read = new Set([
  ...['positive_prompt', 'negative_prompt', 'seed', 'steps', 'cfg_scale', 'scheduler', 'width', 'height'],
  ...['model', 'loras', 'rand_device', 'clip_skip', 'strength', 'app_version', 'generation_mode'],
])

/** InvokeAI 3 and later (`CoreMetadataInvocation` in invokeai/app/invocations/metadata.py). */
export const invokeai: Program = {
  id: 'invokeai',
  name: 'InvokeAI',
  recognises: texts => readRecord(texts.get('invokeai_metadata')) !== undefined,
  read: texts => {
    const record = readRecord(texts.get('invokeai_metadata'))
    if (!record) return null
    const mode = textOf(record.generation_mode) ?? 'txt2img'
    const scheduler = textOf(record.scheduler) ?? null
    const karras = scheduler?.endsWith('_k')
    const device = textOf(record.rand_device) ?? 'cpu'
    const fromPicture = !mode.endsWith('txt2img')
    const skipped = numberOf(record.clip_skip)
    return foreign('invokeai', {
      version: textOf(record.app_version) ?? null,
      prompt: textOf(record.positive_prompt) ?? '',
      negativePrompt: textOf(record.negative_prompt) ?? '',
      seed: seedOf(record.seed) ?? null,
      steps: numberOf(record.steps) ?? null,
      guidanceScale: numberOf(record.cfg_scale) ?? null,
      sampler: karras ? scheduler!.slice(0, -2) : scheduler,
      schedule: scheduler ? (karras ? 'karras' : 'of the model') : null,
      width: numberOf(record.width) ?? null,
      height: numberOf(record.height) ?? null,
      model: modelOf(recordOf(record.model)),
      loras: listOf(record.loras).flatMap(lora => loraOf(recordOf(lora))),
      rngKind: device === 'cpu' ? 'cpu' : device.startsWith('cuda') ? 'cuda' : null,
      // It counts the layers that are left out; 1 is none of them here.
      clipSkip: skipped === undefined ? null : skipped + 1,
      denoisingStrength: fromPicture ? (numberOf(record.strength) ?? null) : null,
      unmapped: [
        ...(fromPicture
          ? [unmapped('generation_mode', mode, 'the picture that it began from is not in the file')]
          : []),
        ...(/^(cpu|cuda)/.test(device) ? [] : [unmapped('rand_device', device)]),
        ...leftOver(record, read, { cfg_rescale_multiplier: 0 }),
      ],
    })
  },
}

/** Version 3 says `model_name`, 4 and later `name`; the hash is BLAKE3, `blake3:…`. */
const modelOf = (model: Json | undefined) => ({
  name: modelName(textOf(model?.name) ?? textOf(model?.model_name)),
  hash: textOf(model?.hash) ?? null,
})

function loraOf(entry: Json | undefined): Lora[] {
  const { name, hash } = modelOf(recordOf(entry?.model) ?? recordOf(entry?.lora))
  return name ? [{ name, weight: numberOf(entry?.weight) ?? null, hash }] : []
}
