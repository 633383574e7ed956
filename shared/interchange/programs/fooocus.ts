import { splitA1111 } from '../../png/a1111.ts'
import { leftOver, listOf, modelName, numberOf, seedOf, textOf, unmapped } from '../fields.ts'
import { type Foreign, foreign, type Lora, type Program, type Texts, type Unmapped } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'
import { fromA1111 } from './a1111-text.ts'

/** PNG chunks, or EXIF without the eight bytes that name the encoding (`get_exif` in modules/meta_parser.py). */
const textIn = (texts: Texts): string | undefined => texts.get('parameters') ?? texts.get('exif:UserComment')
const schemeIn = (texts: Texts): string | undefined =>
  texts.get('fooocus_scheme') ?? texts.get('exif:MakerNote')

const isFooocus = (texts: Texts): boolean =>
  texts.has('fooocus_scheme') ||
  /^Fooocus/.test(texts.get('exif:Software') ?? '') ||
  /"version": "Fooocus|\bVersion: Fooocus/.test(textIn(texts)?.slice(-20_000) ?? '')

/** Fooocus 2.2 and later: JSON (`fooocus`) or A1111's text with fields of its own (`a1111`). */
export const fooocus: Program = {
  id: 'fooocus',
  name: 'Fooocus',
  recognises: isFooocus,
  read: texts => {
    const text = textIn(texts)
    const record = readRecord(text) ?? readRecord(texts.get('Comment')) ?? readRecord(texts.get('comment'))
    if (record) return fromRecord(record)
    return text && schemeIn(texts) !== 'fooocus' ? fromText(text) : null
  },
}

const read = new Set([
  ...['prompt', 'negative_prompt', 'full_prompt', 'full_negative_prompt', 'seed', 'steps', 'resolution'],
  ...[
    'guidance_scale',
    'sampler',
    'scheduler',
    'base_model',
    'base_model_hash',
    'loras',
    'version',
    'clip_skip',
  ],
  ...['metadata_scheme', 'refiner_model', 'refiner_switch', 'refiner_swap_method'],
  ...Array.from({ length: 20 }, (_, i) => `lora_combined_${i + 1}`),
])

function fromRecord(record: Json): Foreign | null {
  const [width, height] = pair(textOf(record.resolution))
  const steps = numberOf(record.steps)
  if (steps === undefined && textOf(record.prompt) === undefined) return null
  return foreign('fooocus', {
    // As the model was told them: with the words of the styles.
    prompt: joined(record.full_prompt) ?? textOf(record.prompt) ?? '',
    negativePrompt: joined(record.full_negative_prompt) ?? textOf(record.negative_prompt) ?? '',
    version: textOf(record.version) ?? null,
    seed: seedOf(record.seed) ?? null,
    steps: steps ?? null,
    guidanceScale: numberOf(record.guidance_scale) ?? null,
    sampler: textOf(record.sampler) ?? null,
    schedule: textOf(record.scheduler) ?? null,
    width,
    height,
    model: { name: modelName(textOf(record.base_model)), hash: textOf(record.base_model_hash) ?? null },
    loras: lorasOf(record),
    rngKind: 'cpu',
    clipSkip: numberOf(record.clip_skip) ?? null,
    unmapped: [...refinerOf(record), ...leftOver(record, read)],
  })
}

/** A swap method and a switch are written without a refiner too. */
function refinerOf({ refiner_model, refiner_switch }: Json): Unmapped[] {
  const name = textOf(refiner_model)
  return name && name !== 'None' ? [unmapped('refiner_model', `${name} from ${refiner_switch}`)] : []
}

const joined = (words: unknown): string | undefined => {
  const list = listOf(words).filter(part => typeof part === 'string')
  return list.length ? list.join(', ') : undefined
}

/** `(1152, 896)` */
function pair(text = ''): [number | null, number | null] {
  const [, width, height] = /^\(?\s*'?(\d{1,6})'?\s*,\s*'?(\d{1,6})'?\s*\)?$/.exec(text) ?? []
  return width && height ? [Number(width), Number(height)] : [null, null]
}

function lorasOf(record: Json): Lora[] {
  const full = listOf(record.loras).flatMap((entry): Lora[] => {
    const [name, weight, hash] = listOf(entry)
    const known = modelName(textOf(name))
    return known ? [{ name: known, weight: numberOf(weight) ?? null, hash: textOf(hash) ?? null }] : []
  })
  if (full.length) return full
  return Object.keys(record)
    .filter(key => /^lora_combined_\d{1,2}$/.test(key))
    .flatMap((key): Lora[] => {
      const parts = (textOf(record[key]) ?? '').split(' : ')
      const name = modelName(parts.at(-2))
      return name ? [{ name, weight: numberOf(parts.at(-1)) ?? null, hash: null }] : []
    })
}

const own = ['Raw prompt', 'Raw negative prompt', 'Scheduler', 'Lora weights', 'Refiner Swap Method']

function fromText(text: string): Foreign | null {
  const parts = splitA1111(text)
  const { fields } = parts
  if (!fields.has('Steps')) return null
  const told = fromA1111('fooocus', parts, own)
  const weights = new Map(
    (fields.get('Lora weights') ?? '').split(',').map(pair => {
      const [name = '', weight] = pair.split(':')
      return [name.trim(), numberOf(weight)] as const
    }),
  )
  return {
    ...told,
    sampler: told.sampler?.replace(/ Karras$/, '') ?? null,
    // "Sampler: DPM++ 2M SDE Karras" says the same once more, in A1111's words.
    schedule: fields.get('Scheduler') ?? null,
    loras: told.loras.map(lora => ({ ...lora, weight: weights.get(lora.name) ?? lora.weight })),
    rngKind: 'cpu',
  }
}
