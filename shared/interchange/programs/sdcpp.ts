import { mended } from '../../pictures/decode-text.ts'
import { splitA1111 } from '../../png/a1111.ts'
import { leftOver, modelName, numberOf, recordOf, seedOf, textOf, unmapped } from '../fields.ts'
import type { Foreign, Program, Texts } from '../foreign.ts'
import { readRecord } from '../json.ts'
import { xmpElement } from '../xmp.ts'
import { fromA1111 } from './a1111-text.ts'

const mark = 'Version: stable-diffusion.cpp'

/** PNG and JPEG have it as A1111 has; WebP in an XMP packet of its own (`build_webp_xmp_packet`). */
function textIn(texts: Texts): string | undefined {
  const found = texts.get('parameters') ?? xmpElement(texts.get('xmp'), 'sdcpp:parameters')
  return found?.includes(mark) ? found : undefined
}

/** Later versions repeat everything as JSON behind the last field (`build_sdcpp_image_metadata_json`). */
const tail = /,? SDCPP: (?=\{)/

/** stable-diffusion.cpp: A1111's text with names of its own (`get_image_params` in examples/common). */
export const sdcpp: Program = {
  id: 'sdcpp',
  name: 'stable-diffusion.cpp',
  recognises: texts => textIn(texts) !== undefined,
  read: texts => {
    const text = mended(textIn(texts) ?? '').trim()
    const at = text.lastIndexOf('\n') + 1
    const [line, json] = text.slice(at).split(tail, 2)
    const parts = splitA1111(text.slice(0, at) + line)
    if (!parts.fields.has('Steps')) return null
    const read = withNames(fromA1111('sdcpp', parts, ['Sampler RNG', 'Eta']), parts.fields)
    return withRecord(read, readRecord(json))
  },
}

const generators: Readonly<Record<string, Foreign['rngKind']>> = { cuda: 'cuda', cpu: 'cpu' }

/** `Sampler: dpm++2m karras` names both; its random numbers are by `--rng`. */
function withNames(read: Foreign, fields: ReadonlyMap<string, string>): Foreign {
  const [sampler = '', schedule] = (fields.get('Sampler') ?? '').split(' ')
  const rng = fields.get('RNG') ?? 'cuda'
  const [eta, other] = [numberOf(fields.get('Eta')) ?? 0, fields.get('Sampler RNG')]
  return {
    ...read,
    sampler: sampler || null,
    schedule: schedule || null,
    rngKind: generators[rng] ?? null,
    unmapped: [
      ...(generators[rng] ? [] : [unmapped('RNG', rng)]),
      ...(eta === 0 ? [] : [unmapped('Eta', eta)]),
      ...(other === undefined || other === rng ? [] : [unmapped('Sampler RNG', other)]),
      ...read.unmapped,
    ],
  }
}

const recordRead = new Set([
  ...[
    'schema',
    'mode',
    'generator',
    'seed',
    'width',
    'height',
    'prompt',
    'sampling',
    'models',
    'rng',
    'clip_skip',
  ],
  ...['strength', 'loras'],
])

/** The JSON wins: it is exact where the line rounds, and a prompt cannot be taken for settings in it. */
function withRecord(read: Foreign, record = recordOf(undefined)): Foreign {
  if (!record) return read
  const [prompt, sampling, models] = [record.prompt, record.sampling, record.models].map(recordOf)
  const guidance = recordOf(sampling?.guidance)
  const strength = record.mode === 'img_gen' ? null : (numberOf(record.strength) ?? null)
  return {
    ...read,
    prompt: textOf(prompt?.positive) ?? read.prompt,
    negativePrompt: textOf(prompt?.negative) ?? read.negativePrompt,
    seed: seedOf(record.seed) ?? read.seed,
    steps: numberOf(sampling?.steps) ?? read.steps,
    guidanceScale: numberOf(guidance?.txt_cfg) ?? read.guidanceScale,
    sampler: textOf(sampling?.method) ?? read.sampler,
    schedule: textOf(sampling?.scheduler) ?? read.schedule,
    width: numberOf(record.width) ?? read.width,
    height: numberOf(record.height) ?? read.height,
    model: { ...read.model, name: modelName(textOf(models?.model)) ?? read.model.name },
    denoisingStrength: strength ?? read.denoisingStrength,
    unmapped: [...read.unmapped, ...leftOver(record, recordRead)],
  }
}
