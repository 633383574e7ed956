import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DeviceId } from '#shared/engine-contract.ts'
import { areaAverage } from '../area-average.ts'
import { onBestDevice, optionsOn } from '../devices.ts'
import type { Picture } from '../pipeline/decode.ts'
import { openSession, type Session } from '../runtime.ts'
import { type Tensor, tensor } from '../tensor.ts'
import { threadsWanted } from '../threads.ts'
import { loadTokenizer } from '../tokenizer/clip.ts'
import { readScorerConfig, type ScorerConfig } from './config.ts'
import type { Encoders } from './encoders.ts'
import { unitRows } from './rows.ts'

/**
 * The scorer that comes within a model's folder, as the picture-book's does (scorer/).
 * Errors: `model-missing`, `model-broken`, `device-unavailable`.
 */
export async function openOwn(folder: string, device?: DeviceId): Promise<Encoders> {
  const config = await readScorerConfig(folder)
  const words = join(folder, 'scorer', config.tokenizer)
  const tokenizer = await loadTokenizer(words)
  const files = ['image_encoder.onnx', 'text_encoder.onnx'].map(name => join(folder, 'scorer', name))
  const { value: sessions } = await onBestDevice(device, async row => {
    const options = await optionsOn(row)
    const open = (file: string) =>
      openSession(file, { ...options, threads: threadsWanted() ?? availableParallelism() })
    const image = await open(files[0]!)
    try {
      return { image, words: await open(files[1]!) }
    } catch (error) {
      await image.release()
      throw error
    }
  })
  return {
    kind: 'softmax',
    logitScale: config.logitScale,
    logitBias: 0,
    notes: [],
    files: [
      join(folder, 'scorer', 'config.json'),
      ...files,
      ...['vocab.json', 'merges.txt', 'tokenizer_config.json', 'special_tokens_map.json'].map(name =>
        join(words, name),
      ),
    ],
    // Some graphs are frozen to one picture at a time. Texts go one by one, as they always have: to the same bits.
    most: { pictures: sessions.image.inputs[0]!.dims[0] === 1 ? 1 : 16, texts: 1 },
    pictures: pictures => embed(sessions.image, pixelsOf(pictures, config)),
    texts: async ([text]) => {
      const { type, dims } = sessions.words.inputs[0]!
      const length = typeof dims[1] === 'number' ? dims[1] : (config.maxLength ?? tokenizer.maxLength)
      return embed(sessions.words, tensor(type, tokenizer.encode(text!, length).ids, [1, length]))
    },
    release: async () => void (await Promise.all([sessions.image.release(), sessions.words.release()])),
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

/** The rows of a graph's first output. */
async function embed(session: Session, input: Tensor): Promise<Float32Array[]> {
  const out = await session.run({ [session.inputs[0]!.name]: input })
  return unitRows(Object.values(out)[0]!, input.dims[0]!)
}
