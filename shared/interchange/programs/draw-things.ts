import { leftOver, modelName, numberOf, seedOf, textOf } from '../fields.ts'
import { foreign, type Program, type Texts } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'
import { xmpElement } from '../xmp.ts'

/** JSON within the XMP packet's UserComment: `c` are the words, `uc` those to steer away from. */
function recordIn(texts: Texts): Json | undefined {
  const record = readRecord(xmpElement(texts.get('xmp'), 'exif:UserComment')?.trim())
  return typeof record?.c === 'string' && 'sampler' in record ? record : undefined
}

const read = new Set(['c', 'uc', 'model', 'sampler', 'scale', 'seed', 'size', 'steps', 'strength', 'v2'])

export const drawThings: Program = {
  id: 'draw-things',
  name: 'Draw Things',
  recognises: texts => recordIn(texts) !== undefined,
  read: texts => {
    const record = recordIn(texts)
    if (!record) return null
    const [, width, height] = /^(\d{1,6})x(\d{1,6})$/.exec(textOf(record.size) ?? '') ?? []
    return foreign('draw-things', {
      prompt: textOf(record.c) ?? '',
      negativePrompt: textOf(record.uc) ?? '',
      seed: seedOf(record.seed) ?? null,
      steps: numberOf(record.steps) ?? null,
      guidanceScale: numberOf(record.scale) ?? null,
      sampler: textOf(record.sampler) ?? null,
      width: width ? Number(width) : null,
      height: height ? Number(height) : null,
      model: { name: modelName(textOf(record.model)), hash: null },
      denoisingStrength: numberOf(record.strength) ?? null,
      unmapped: leftOver(record, read),
    })
  },
}
