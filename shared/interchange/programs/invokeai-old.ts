import { leftOver, listOf, modelName, numberOf, recordOf, seedOf, textOf } from '../fields.ts'
import { type Foreign, foreign, type Program } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'

const read = new Set([
  ...['prompt', 'seed', 'steps', 'cfg_scale', 'sampler', 'width', 'height', 'strength', 'type'],
])

/** InvokeAI 1 and 2: `sd-metadata` holds JSON, `Dream` the command line that drew it. */
export const invokeaiOld: Program = {
  id: 'invokeai-old',
  name: 'InvokeAI 1 or 2',
  recognises: texts => readRecord(texts.get('sd-metadata')) !== undefined || texts.has('Dream'),
  read: texts => {
    const record = readRecord(texts.get('sd-metadata'))
    const image = recordOf(record?.image)
    return record && image ? fromRecord(record, image) : fromCommand(texts.get('Dream') ?? '')
  },
}

/** Drawn on the card, so that a seed means CUDA's numbers; the schedule depends on a setting that it does not tell. */
const common = { rngKind: 'cuda' } as const

function fromRecord(record: Json, image: Json): Foreign {
  const words = textOf(image.prompt) ?? textOf(recordOf(listOf(image.prompt)[0])?.prompt) ?? ''
  const img2img = image.type !== undefined && image.type !== 'txt2img'
  return foreign('invokeai', {
    ...common,
    ...splitPrompt(words),
    version: textOf(record.app_version) ?? null,
    seed: seedOf(image.seed) ?? null,
    steps: numberOf(image.steps) ?? null,
    guidanceScale: numberOf(image.cfg_scale) ?? null,
    sampler: textOf(image.sampler) ?? null,
    width: numberOf(image.width) ?? null,
    height: numberOf(image.height) ?? null,
    model: {
      name: modelName(textOf(record.model_weights) ?? textOf(record.model)),
      hash: textOf(record.model_hash) ?? null,
    },
    denoisingStrength: img2img ? (numberOf(image.strength) ?? null) : null,
    unmapped: leftOver(image, read, { threshold: 0, perlin: 0 }),
  })
}

const options: Readonly<Record<string, string>> = {
  s: 'steps',
  S: 'seed',
  W: 'width',
  H: 'height',
  C: 'guidanceScale',
  A: 'sampler',
}

const option = /(?<=\s)(--\w{1,30}|-[A-Za-z])[ =]?((?!-)[\w.:+-]{0,80})/g

/** `"a fox [blurry]" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms` */
function fromCommand(line: string): Foreign | null {
  const quote = line.indexOf('"')
  const end = line.lastIndexOf('"')
  if (quote < 0 || end <= quote) return null
  const values = new Map<string, string>()
  const rest = new Map<string, string>()
  // `-s50` and `-s 50`, `--seamless`
  for (const [, dashed, value] of line.slice(end + 1, end + 4000).matchAll(option)) {
    const name = dashed!.replace(/^--?/, '')
    if (Object.hasOwn(options, name)) values.set(options[name]!, value!)
    else rest.set(name, value || 'yes')
  }
  if (!values.size) return null
  return foreign('invokeai', {
    ...common,
    ...splitPrompt(line.slice(quote + 1, end)),
    seed: seedOf(values.get('seed')) ?? null,
    steps: numberOf(values.get('steps')) ?? null,
    guidanceScale: numberOf(values.get('guidanceScale')) ?? null,
    sampler: values.get('sampler') ?? null,
    width: numberOf(values.get('width')) ?? null,
    height: numberOf(values.get('height')) ?? null,
    unmapped: leftOver(rest, new Set()),
  })
}

/** What stands in brackets is to be steered away from, wherever it stands. */
function splitPrompt(words: string): Pick<Foreign, 'prompt' | 'negativePrompt'> {
  const negative: string[] = []
  const prompt = words.replace(/\[([^[\]]*)\]/g, (_, inner) => {
    negative.push(String(inner).trim())
    return ''
  })
  return { prompt: prompt.replace(/ {2,}/g, ' ').trim(), negativePrompt: negative.join(', ') }
}
