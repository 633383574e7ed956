import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { areaAverage } from '../area-average.ts'
import { onBestDevice } from '../devices.ts'
import type { Picture } from '../pipeline/decode.ts'
import { openSession, type Session } from '../runtime.ts'
import { floats, tensor } from '../tensor.ts'
import { threadsWanted } from '../threads.ts'
import { loadTokenizer } from '../tokenizer/clip.ts'
import { readScorerConfig, type ScorerConfig } from './config.ts'

/** Pictures and texts as points on one sphere: the nearer, the better they fit (Radford et al. 2021, arXiv:2103.00020). */
export type Scorer = {
  folder: string
  logitScale: number
  /** Unit vectors, one per picture; pictures of any size. */
  pictures(pictures: readonly Picture[]): Promise<Float32Array[]>
  /** A unit vector; the last few texts are kept. */
  text(text: string): Promise<Float32Array>
  release(): Promise<void>
}

const textsKept = 256

/** Errors: `model-missing`, `model-broken`, `device-unavailable`. */
export async function openScorer(path: string, device?: DeviceId): Promise<Scorer> {
  const folder = resolve(path)
  const config = await readScorerConfig(folder)
  const tokenizer = await loadTokenizer(join(folder, 'scorer', config.tokenizer))
  const { value: sessions } = await onBestDevice(device, async ({ options }) => {
    const open = (file: string) =>
      openSession(join(folder, 'scorer', file), {
        ...options,
        threads: threadsWanted() ?? availableParallelism(),
      })
    const image = await open('image_encoder.onnx')
    try {
      return { image, words: await open('text_encoder.onnx') }
    } catch (error) {
      await image.release()
      throw error
    }
  })
  const { image, words } = sessions
  const known = new Map<string, Float32Array>()
  return {
    folder,
    logitScale: config.logitScale,
    pictures: async pictures => {
      const out: Float32Array[] = []
      // Some graphs are frozen to one picture at a time.
      const most = image.inputs[0]!.dims[0] === 1 ? 1 : 16
      for (let i = 0; i < pictures.length; i += most)
        out.push(...(await embed(image, pixelsOf(pictures.slice(i, i + most), config))))
      return out
    },
    text: async text => {
      const held = known.get(text)
      if (held) return held
      const { type, dims } = words.inputs[0]!
      const length = typeof dims[1] === 'number' ? dims[1] : (config.maxLength ?? tokenizer.maxLength)
      const ids = tensor(type, tokenizer.encode(text, length).ids, [1, length])
      const [embedding] = await embed(words, ids)
      known.set(text, embedding!)
      if (known.size > textsKept) known.delete(known.keys().next().value!)
      return embedding!
    },
    release: async () => void (await Promise.all([image.release(), words.release()])),
  }
}

/** [pictures, 3, size, size], normalised; each whole picture brought to a square by area average. */
function pixelsOf(pictures: readonly Picture[], { size, mean, std }: ScorerConfig) {
  const area = size * size
  const values = new Float32Array(pictures.length * 3 * area)
  for (const [i, picture] of pictures.entries()) {
    const small = areaAverage(picture, size, size)
    for (let c = 0; c < 3; c++)
      for (let p = 0; p < area; p++)
        values[(i * 3 + c) * area + p] = (small[p * 3 + c]! / 255 - mean[c]!) / std[c]!
  }
  return tensor('float32', values, [pictures.length, 3, size, size])
}

/** The rows of a graph's first output, brought to unit length. */
async function embed(session: Session, input: ReturnType<typeof tensor>): Promise<Float32Array[]> {
  const out = Object.values(await session.run({ [session.inputs[0]!.name]: input }))[0]!
  const [rows = 0, width = 0] = out.dims
  if (out.dims.length !== 2 || rows !== input.dims[0])
    throw new StudioError(
      'model-broken',
      `A graph of the scorer gives [${out.dims}]; expected one embedding per picture or text`,
    )
  const values = floats(out)
  return Array.from({ length: rows }, (_, i) => unit(values.slice(i * width, (i + 1) * width)))
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map(value => value / (length || 1))
}
