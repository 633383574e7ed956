import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { StudioError } from '#shared/errors.ts'
import { headLimit, parseHead } from '#shared/safetensors-head.ts'
import { bytesToFloats, type FloatType, widthOf } from './floats.ts'

type LoraTensor = { dtype: string; shape: readonly number[]; at: number; end: number }

/** A safetensors file of which one tensor at a time is read: some hold gigabytes. */
export type LoraFile = {
  name: string
  file: string
  metadata: Record<string, string>
  tensors: ReadonlyMap<string, LoraTensor>
  /** The numbers of a tensor, row by row. Errors: `invalid-input` for one that is not there. */
  floats(key: string): Promise<Float32Array>
  /** The first 12 digits of the SHA-256 of all but its head: what A1111 and Civitai call it. */
  autoV3(signal?: AbortSignal): Promise<string>
  close(): Promise<void>
}

type Kind = FloatType | 'byte' | 'int' | 'long'
const types: Record<string, Kind> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  BOOL: 'byte',
  U8: 'byte',
  I32: 'int',
  I64: 'long',
}

/** Errors: `model-missing` when there is no such file, `invalid-input` for what is no safetensors file or cut short. */
export async function openLora(file: string, name: string): Promise<LoraFile> {
  const handle = await open(file, 'r').catch(error => {
    throw new StudioError('model-missing', `The LoRA "${name}" cannot be read at ${file} (${error.code})`)
  })
  try {
    const { size } = await handle.stat()
    const refuse = (why: string) =>
      new StudioError(
        'invalid-input',
        `The LoRA "${name}" is no safetensors file (${why}); expected one as kohya's scripts, LyCORIS or diffusers write it. Copy it again: ${file}`,
      )
    const length = Number((await bytes(handle, 0, Math.min(8, size))).getBigUint64(0, true))
    if (size < 8 || length > headLimit || 8 + length > size) throw refuse('it is cut short')
    const { buffer } = await bytes(handle, 8, length)
    const head = new Uint8Array(buffer as ArrayBuffer)
    const { metadata, entries } = parseHead(head, size - 8 - length, widths, refuse)
    const tensors = new Map(
      [...entries].map(([key, { dtype, shape, begin, end }]): [string, LoraTensor] => [
        key,
        { dtype, shape, at: 8 + length + begin, end: 8 + length + end },
      ]),
    )
    return {
      name,
      file,
      metadata,
      tensors,
      close: () => handle.close(),
      async autoV3(signal) {
        const hash = createHash('sha256')
        const data = createReadStream(file, { start: 8 + length, highWaterMark: 1 << 20, signal })
        for await (const chunk of data) hash.update(chunk)
        return hash.digest('hex').slice(0, 12)
      },
      async floats(key) {
        const tensor = tensors.get(key)
        if (!tensor) throw refuse(`it has no ${key}`)
        const { buffer } = await bytes(handle, tensor.at, tensor.end - tensor.at)
        return toFloats(new Uint8Array(buffer as ArrayBuffer), types[tensor.dtype]!)
      },
    }
  } catch (error) {
    await handle.close()
    throw error instanceof RangeError
      ? new StudioError(
          'invalid-input',
          `The LoRA "${name}" is no safetensors file (it is cut short): ${file}`,
        )
      : error
  }
}

async function bytes(handle: FileHandle, at: number, length: number): Promise<DataView> {
  const buffer = new ArrayBuffer(length)
  const { bytesRead } = await handle.read(new Uint8Array(buffer), 0, length, at)
  if (bytesRead < length) throw new RangeError('cut short')
  return new DataView(buffer)
}

const bytesPer = (kind: Kind): number =>
  kind === 'byte' ? 1 : kind === 'int' ? 4 : kind === 'long' ? 8 : widthOf(kind)
const widths = Object.fromEntries(Object.entries(types).map(([name, kind]) => [name, bytesPer(kind)]))

/** `alpha` is a whole number where older trainers wrote it, `on_input` a truth. */
function toFloats(data: Uint8Array, kind: Kind): Float32Array {
  if (kind === 'byte') return Float32Array.from(data)
  if (kind === 'int') return Float32Array.from(new Int32Array(data.buffer))
  if (kind === 'long') return Float32Array.from(new BigInt64Array(data.buffer), Number)
  return bytesToFloats(data, kind)
}
