import { mended } from '../../pictures/decode-text.ts'
import { splitA1111 } from '../../png/a1111.ts'
import { leftOver, modelName, numberOf, seedOf, textOf } from '../fields.ts'
import { type Foreign, foreign, type Program, type Texts } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'
import { fromA1111 } from './a1111-text.ts'

/** A WebP of its own keeps the record where others describe the picture (`ReadTextChunkFromWebp`). */
const recordIn = (texts: Texts): Json | undefined => {
  const text = texts.get('parameters-json') ?? texts.get('exif:ImageDescription')
  return readRecord(text && mended(text).replace(/^parameters-json:/, ''))
}

/** Stability Matrix: drawn by ComfyUI, told in A1111's text, as a record, and as its own project. */
export const stabilityMatrix: Program = {
  id: 'stability-matrix',
  name: 'Stability Matrix',
  recognises: texts =>
    texts.has('smproj') || texts.has('parameters-json') || /^smproj:/.test(texts.get('exif:Software') ?? ''),
  read: texts => {
    const record = recordIn(texts)
    if (record && textOf(record.Sampler) !== undefined) return fromRecord(record)
    const text = texts.get('parameters')
    const parts = text === undefined ? null : splitA1111(mended(text))
    return parts?.fields.has('Steps') ? drawnByComfy(fromA1111('stability-matrix', parts)) : null
  },
}

/** ComfyUI draws the first noise on the processor. */
const drawnByComfy = (read: Foreign): Foreign => ({ ...read, rngKind: 'cpu' })

const read = new Set([
  ...['PositivePrompt', 'NegativePrompt', 'Steps', 'Sampler', 'CfgScale', 'Seed', 'Width', 'Height'],
  ...['ModelHash', 'ModelName'],
  // Of videos; a picture has their defaults.
  ...['FrameCount', 'MotionBucketId', 'VideoQuality', 'Lossless', 'Fps', 'OutputFps', 'MinCfg'],
  ...['AugmentationLevel', 'VideoOutputMethod', 'ModelVersionId', 'ExtraNetworkModelVersionIds'],
])

/** `GenerationParameters`, as its serializer writes it. */
const fromRecord = (record: Json): Foreign =>
  drawnByComfy(
    foreign('stability-matrix', {
      prompt: textOf(record.PositivePrompt) ?? '',
      negativePrompt: textOf(record.NegativePrompt) ?? '',
      seed: seedOf(record.Seed) ?? null,
      steps: numberOf(record.Steps) ?? null,
      guidanceScale: numberOf(record.CfgScale) ?? null,
      sampler: textOf(record.Sampler) ?? null,
      width: numberOf(record.Width) ?? null,
      height: numberOf(record.Height) ?? null,
      model: { name: modelName(textOf(record.ModelName)), hash: textOf(record.ModelHash) ?? null },
      unmapped: leftOver(record, read),
    }),
  )
