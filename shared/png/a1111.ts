import { dice, noDice } from '../dice.ts'
import type { Settings } from '../generation.ts'
import { tagOf } from '../loras.ts'
import { idOf } from '../nearest.ts'
import { same } from '../same.ts'
import { type SamplerId, samplerNames } from '../sampler-names.ts'
import { type ScheduleId, scheduleNames } from '../schedule-names.ts'
import type { Seed } from '../seed.ts'

/** The keyword under which AUTOMATIC1111's web UI, and most readers after it, keep a picture's settings. */
export const a1111Keyword = 'parameters'

export type A1111Extras = {
  modelHash: string
  model: string
  version: string
  /** By name, as A1111 calls LoRA files. */
  loraHashes?: Readonly<Record<string, string>> | undefined
  /** Of the file, where only a part of it was drawn at the settings' size. */
  size?: { width: number; height: number } | undefined
}

/** A value with a comma, a newline or a colon in it is written as a JSON string. */
export const quoted = (value: string) => (/[,\n:]/.test(value) ? JSON.stringify(value) : value)

/** The text as A1111 1.10 writes it: prompt, negative prompt, one line of `Key: value`. */
export function formatA1111(
  settings: Settings,
  { modelHash, model, version, loraHashes = {}, size = settings }: A1111Extras,
): string {
  const fields: Record<string, string | number> = {
    Steps: settings.steps,
    Sampler: samplerNames[settings.sampler],
    'Schedule type': scheduleNames[settings.schedule],
    'CFG scale': settings.guidance,
    Seed: settings.seed,
    Size: `${size.width}x${size.height}`,
    'Model hash': modelHash.slice(0, 10),
    Model: model,
    ...(settings.refiner && {
      Refiner: `${settings.refiner.model}${settings.refiner.hash ? ` [${settings.refiner.hash.slice(0, 10)}]` : ''}`,
      'Refiner switch at': settings.refiner.at,
    }),
    ...(settings.conditions.start && { 'Denoising strength': settings.conditions.start.strength }),
    ...(settings.variation.strength > 0 && {
      'Variation seed': settings.variation.seed,
      'Variation seed strength': settings.variation.strength,
    }),
    ...(same(settings.dice, noDice) ? {} : { Dice: JSON.stringify(settings.dice) }),
    ...(Object.keys(settings.knobs).length ? { Knobs: JSON.stringify(settings.knobs) } : {}),
    ...(Object.keys(loraHashes).length && {
      'Lora hashes': Object.entries(loraHashes)
        .map(([name, hash]) => `${name}: ${hash}`)
        .join(', '),
    }),
    ...(settings.reading.clipSkip > 1 && { 'Clip skip': settings.reading.clipSkip }),
    RNG: settings.rng === 'cpu' ? 'CPU' : 'NV',
    Version: version,
  }
  const line = Object.entries(fields).map(([key, value]) => `${key}: ${quoted(String(value))}`)
  const negative = settings.negative ? [`Negative prompt: ${settings.negative}`] : []
  // A1111 names them among the words; one that stands there already is not said twice.
  const tags = settings.loras.map(tagOf).filter(tag => !settings.prompt.includes(tag))
  return [[settings.prompt, ...tags].join(' ').trim(), ...negative, line.join(', ')].join('\n')
}

/** What could be made sense of; a value that is not as expected is left out. */
export type A1111Settings = Partial<Settings> & { model?: string; modelHash?: string }

/** A1111's own pattern, but names end somewhere: without an end a long line without a colon takes minutes. */
const field = /(\w[\w \-/]{1,60}):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g

export type A1111Parts = { prompt: string; negative: string; fields: Map<string, string> }

/** Takes the text apart, as A1111 does: the last line counts as settings when it holds at least three. */
export function splitA1111(text: string): A1111Parts {
  const lines = text.trim().split('\n')
  const found = [...lines.at(-1)!.matchAll(field)]
  const fields = new Map<string, string>()
  if (found.length >= 3) {
    lines.pop()
    for (const [, key, value] of found) fields.set(key!, unquoted(value!))
  }
  const at = lines.findIndex(line => line.startsWith('Negative prompt:'))
  const prompt = (at < 0 ? lines : lines.slice(0, at)).join('\n').trim()
  const negative = at < 0 ? '' : lines.slice(at).join('\n').slice('Negative prompt:'.length).trim()
  return { prompt, negative, fields }
}

/** Reads the text back. */
export function parseA1111(text: string): A1111Settings {
  const { prompt, negative, fields } = splitA1111(text)
  return { prompt, negative, ...readFields(fields) }
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value.trim()
  try {
    return String(JSON.parse(value))
  } catch {
    return value
  }
}

function readFields(fields: ReadonlyMap<string, string>): A1111Settings {
  const out: A1111Settings = {}
  const number = (key: string) => {
    const value = fields.get(key)
    return value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined
  }
  const size = /^(\d+)x(\d+)$/.exec(fields.get('Size') ?? '')
  const seed = seedOf(fields.get('Seed'))
  const { sampler, schedule } = samplerAndSchedule(fields.get('Sampler'), fields.get('Schedule type'))
  const rng = { CPU: 'cpu', NV: 'cuda' }[fields.get('RNG') ?? ''] as Settings['rng'] | undefined
  const set = <K extends keyof A1111Settings>(key: K, value: A1111Settings[K] | undefined) => {
    if (value !== undefined) out[key] = value
  }
  set('steps', number('Steps'))
  set('guidance', number('CFG scale'))
  set('seed', seed)
  if (seed !== undefined)
    out.variation = variationOf(seedOf(fields.get('Variation seed')), number('Variation seed strength'))
  set('width', size ? Number(size[1]) : undefined)
  set('height', size ? Number(size[2]) : undefined)
  set('sampler', sampler)
  set('schedule', schedule)
  // A1111 itself draws as CUDA does unless it says otherwise.
  set('rng', rng ?? 'cuda')
  const rolled = diceOf(fields.get('Dice'))
  if (seed !== undefined && rolled) out.dice = rolled
  set('model', fields.get('Model'))
  set('modelHash', fields.get('Model hash'))
  return out
}

const seedOf = (text = ''): Seed | undefined =>
  /^\d{1,20}$/.test(text) ? (Number.isSafeInteger(Number(text)) ? Number(text) : text) : undefined

/** Our own field, which others pass over. */
function diceOf(text: string | undefined): Settings['dice'] | undefined {
  if (text === undefined) return undefined
  try {
    return dice.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** A text with a seed and no variation says that there was none. */
const variationOf = (seed: Seed | undefined, strength = 0): Settings['variation'] =>
  seed !== undefined && strength > 0 && strength <= 1 ? { seed, strength } : { seed: 0, strength: 0 }

/** On a Stable Diffusion model these pairs are one and the same there; here the first of each means something else. */
const sameInA1111: Record<string, ScheduleId> = { Normal: 'uniform', Polyexponential: 'exponential' }

/** Before 1.9, A1111 folded the schedule into the sampler's name: "DPM++ 2M Karras". */
function samplerAndSchedule(name = '', type?: string): { sampler?: SamplerId; schedule?: ScheduleId } {
  const old = / (karras|exponential|polyexponential)$/i.exec(name)
  const sampler = idOf(old ? name.slice(0, old.index) : name, samplerNames)
  const schedule = sameInA1111[type ?? ''] ?? idOf(type ?? old?.[1] ?? '', scheduleNames)
  return { ...(sampler && { sampler }), ...(schedule && { schedule }) }
}
