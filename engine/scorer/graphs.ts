import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'

/** Where exporters put the two encoders, without `.onnx`; the first row that a folder has is taken. */
const halves = [
  { by: 'transformers.js, optimum', words: 'text_model', image: 'vision_model' },
  { by: 'immich (OpenCLIP)', words: 'textual/model', image: 'visual/model' },
  { by: 'OpenCLIP', words: 'textual', image: 'visual' },
  { by: 'others', words: 'text_encoder', image: 'image_encoder' },
] as const
/** Both encoders in one graph, as `optimum-cli export onnx` writes it. */
const together = 'model'

const folders = ['', 'onnx'] as const
/** Forms of the same weights; the most exact comes first. */
export const variants = ['', '_fp16', '_quantized', '_int8', '_uint8', '_q4', '_q4f16', '_bnb4'] as const

export type ScorerGraphs = {
  /** Two graphs, or one that does both. */
  words: string
  image: string
  /** A graph that gives logits of pictures and texts together; null without one. */
  whole: string | null
}

/** The graphs of a folder. Errors: `model-missing` saying which files were looked for. */
export function findGraphs(folder: string): ScorerGraphs {
  const whole = firstOf(name => fileOf(folder, together, name))
  for (const { words, image } of halves) {
    const found = firstOf(at => {
      const pair = { words: fileOf(folder, words, at), image: fileOf(folder, image, at) }
      return pair.words && pair.image ? { words: pair.words, image: pair.image } : null
    })
    if (found) return { ...found, whole }
  }
  if (whole) return { words: whole, image: whole, whole }
  throw new StudioError('model-missing', nothingIn(folder))
}

type Place = { inside: string; variant: string }

function firstOf<T>(find: (place: Place) => T | null): T | null {
  for (const variant of variants)
    for (const inside of folders) {
      const found = find({ inside, variant })
      if (found !== null) return found
    }
  return null
}

function fileOf(folder: string, name: string, { inside, variant }: Place): string | null {
  const file = join(folder, inside, `${name}${variant}.onnx`)
  return existsSync(file) ? file : null
}

function nothingIn(folder: string): string {
  const torch = ['model.safetensors', 'pytorch_model.bin', 'open_clip_pytorch_model.bin'].find(name =>
    existsSync(join(folder, name)),
  )
  return `No scorer's graphs in ${folder}: expected onnx/text_model.onnx and onnx/vision_model.onnx, textual/model.onnx and visual/model.onnx, or model.onnx. ${
    torch
      ? `It holds PyTorch weights (${torch}): export them with \`optimum-cli export onnx --model FOLDER OUT\``
      : "Copy the model's ONNX files"
  }`
}
