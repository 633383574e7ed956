import { dice } from '../../dice.ts'
import { type A1111Parts, splitA1111 } from '../../png/a1111.ts'
import { leftOver, modelName, numberOf, seedOf, unmapped } from '../fields.ts'
import { type Foreign, foreign, type Lora, type Texts } from '../foreign.ts'
import { readRecord } from '../json.ts'
import { lorasIn } from '../lora-tags.ts'
import { whyNot } from '../why-not.ts'

/** What A1111's text says in places that many share. */
const shared: ReadonlySet<string> = new Set([
  ...['Steps', 'Sampler', 'Schedule type', 'CFG scale', 'Seed', 'Size', 'Model hash', 'Model', 'Clip skip'],
  ...['Variation seed', 'Variation seed strength', 'RNG', 'Version', 'Lora hashes', 'Dice', 'Knobs'],
  ...['Refiner', 'Refiner switch at'],
])
/** Written always, and as Reroll has it. */
const asHere: Readonly<Record<string, string>> = {
  'Beta schedule alpha': '0.6',
  'Beta schedule beta': '0.6',
  'Negative prompt': '',
}

/** Where the text may be: a PNG's chunk, EXIF of JPEG and WebP, a JPEG's comment. */
export const a1111Texts = (texts: Texts): string[] =>
  ['parameters', 'exif:UserComment', 'comment'].map(key => texts.get(key)).filter(text => text !== undefined)

/** Longer texts are no settings that anybody wrote. */
const a1111Limit = 512 << 10

/** The first of them that has a line of settings, or a PNG's chunk, which may be a prompt alone. */
export function a1111Parts(texts: Texts): A1111Parts | null {
  for (const text of a1111Texts(texts)) {
    if (text.length > a1111Limit || !text.trim() || /^\s*\{/.test(text)) continue
    const parts = splitA1111(text)
    if (parts.fields.has('Steps') || text === texts.get('parameters')) return parts
  }
  return null
}

/** Everything in the text; `read` are further fields that the caller has read itself. */
export function fromA1111(
  program: string,
  { prompt, negative, fields }: A1111Parts,
  read: string[] = [],
): Foreign {
  const number = (key: string) => numberOf(fields.get(key)) ?? null
  const size = /^(\d{1,6})x(\d{1,6})$/.exec(fields.get('Size') ?? '')
  const [variationSeed, strength] = [seedOf(fields.get('Variation seed')), number('Variation seed strength')]
  // With a second pass the strength is that one's.
  const second = [...fields.keys()].some(key => key.startsWith('Hires'))
  const known = new Set([...shared, ...read, 'Denoising strength'])
  const rng = fields.get('RNG')
  // `sd_xl_refiner_1.0 [7440042bbd]`
  const refinerModel = modelName(fields.get('Refiner')?.replace(/\s*\[[0-9a-f]{6,64}\]$/i, ''))
  const switchAt = number('Refiner switch at')
  return foreign(program, {
    version: fields.get('Version') ?? null,
    prompt,
    negativePrompt: negative,
    seed: seedOf(fields.get('Seed')) ?? null,
    steps: number('Steps'),
    guidanceScale: number('CFG scale'),
    sampler: fields.get('Sampler') ?? null,
    schedule: fields.get('Schedule type') ?? null,
    width: size ? Number(size[1]) : null,
    height: size ? Number(size[2]) : null,
    model: { name: modelName(fields.get('Model')), hash: fields.get('Model hash') || null },
    loras: withHashes(lorasIn(prompt), fields.get('Lora hashes')),
    refiner: refinerModel !== null && switchAt !== null ? { model: refinerModel, at: switchAt } : null,
    // A1111 draws on the graphics card, as CUDA does, unless it says otherwise.
    rngKind: rng === 'CPU' ? 'cpu' : 'cuda',
    clipSkip: number('Clip skip'),
    denoisingStrength: second ? null : number('Denoising strength'),
    variation: variationSeed !== undefined && strength ? { seed: variationSeed, strength } : null,
    dice: dice.safeParse(readRecord(fields.get('Dice'))).data ?? null,
    unmapped: [
      ...(refinerModel !== null && switchAt === null
        ? [unmapped('Refiner', refinerModel, 'it does not say where it takes over')]
        : []),
      ...(fields.has('Knobs')
        ? [unmapped('Knobs', fields.get('Knobs'), "they belong to the picture's own model")]
        : []),
      ...(second ? [unmapped('Denoising strength', fields.get('Denoising strength'), whyNot('Hires'))] : []),
      ...leftOver(fields, known, asHere),
    ],
  })
}

/** `name: hash, name: hash`; a LoRA that only this list names is added, without a weight. */
function withHashes(loras: Lora[], hashes = ''): Lora[] {
  const all = loras.map(lora => ({ ...lora }))
  for (const pair of hashes.split(',').slice(0, 100)) {
    const at = pair.lastIndexOf(':')
    if (at < 1) continue
    const [name, hash] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    const known = all.find(lora => lora.name === name)
    if (known) known.hash = hash
    else all.push({ name, weight: null, hash })
  }
  return all
}
