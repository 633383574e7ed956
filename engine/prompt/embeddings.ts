import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { readSafetensors, type SafeTensor } from '#shared/safetensors.ts'
import { halvesToFloats } from '../float16.ts'

/** A textual inversion: its vectors for each text encoder, [vectors][width]. */
export type Embedding = {
  name: string
  sha256: string
  /** One list where the file does not say for which text encoder it is. */
  towers: readonly (readonly Float32Array[])[]
}

/** By name in lower case. */
export type Embeddings = ReadonlyMap<string, Embedding>

export const noEmbeddings: Embeddings = new Map()

/** More than one window of CLIP holds cannot be put in. */
const most = 75
const limit = 64 << 20

/** The names of a tensor for the first and the second text encoder: ComfyUI's and A1111's, diffusers'. */
const paired: readonly (readonly [string, string])[] = [
  ['clip_l', 'clip_g'],
  ['text_encoders_0', 'text_encoders_1'],
]

/** Reads textual inversions. Errors: `invalid-input` for a file that is none, `model-missing` for one that is not there. */
export async function readEmbeddings(files: Readonly<Record<string, string>>): Promise<Embeddings> {
  const found = new Map<string, Embedding>()
  for (const [name, file] of Object.entries(files))
    found.set(name.toLowerCase(), await readEmbedding(name, file))
  return found
}

async function readEmbedding(name: string, file: string): Promise<Embedding> {
  if (!file.toLowerCase().endsWith('.safetensors'))
    throw new StudioError(
      'invalid-input',
      `${basename(file)} is a pickle of PyTorch, which may run programs when it is read, so Reroll does not. In Python: safetensors.torch.save_file({"emb_params": next(iter(torch.load("${basename(file)}")["string_to_param"].values())).detach().contiguous()}, "${name}.safetensors")`,
    )
  const bytes = await readFile(file).catch(() => {
    throw new StudioError('model-missing', `${file} cannot be read; it is the textual inversion "${name}"`)
  })
  if (bytes.length > limit)
    throw new StudioError('invalid-input', `${file} has over 64 MiB; a textual inversion has a few kilobytes`)
  const { tensors } = readSafetensors(new Uint8Array(bytes), file)
  const pair = paired.find(([one, two]) => tensors[one] && tensors[two])
  const chosen = pair ? pair.map(key => tensors[key]!) : Object.values(tensors)
  if (!pair && chosen.length !== 1)
    throw new StudioError(
      'invalid-input',
      `${file} holds ${chosen.length} tensors (${Object.keys(tensors).slice(0, 4).join(', ')}); a textual inversion holds one, or clip_l and clip_g`,
    )
  return {
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    towers: chosen.map(tensor => rowsOf(tensor, file)),
  }
}

function rowsOf({ dtype, shape, bytes }: SafeTensor, file: string): Float32Array[] {
  const width = shape.at(-1) ?? 0
  const count = shape.length === 2 ? shape[0]! : 1
  const aligned = bytes.slice().buffer
  const values =
    dtype === 'F32'
      ? new Float32Array(aligned)
      : dtype === 'F16'
        ? halvesToFloats(new Uint16Array(aligned))
        : null
  if (!values || shape.length < 1 || shape.length > 2 || width < 1 || count < 1 || count > most)
    throw new StudioError(
      'invalid-input',
      `${file} is no textual inversion: expected 1 to ${most} vectors of 32 or 16 bits a number, found ${dtype} [${shape.join(', ')}]`,
    )
  return Array.from({ length: count }, (_, i) => values.slice(i * width, (i + 1) * width))
}
