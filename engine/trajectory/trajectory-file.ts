import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import * as z from 'zod'
import { parseJson } from '#shared/bounded-json.ts'
import { StudioError } from '#shared/errors.ts'
import { pictureRecord } from '#shared/png/record.ts'
import { bytesOf, readSafetensors, type SafeTensor, writeSafetensors } from '#shared/safetensors.ts'
import { elements } from '../tensor.ts'
import type { Trajectory } from './trajectory.ts'

const metadata = z.object({
  format: z.literal(1),
  threads: z.int(),
  ...pictureRecord.pick({ settings: true, model: true, device: true, versions: true }).shape,
})

/**
 * A way as a safetensors file: `denoised` F32 [predictions, channels, height, width], `sigma` F64 and `step` I32, one
 * each per prediction; how it was made in the metadata, each value as JSON.
 */
export function encodeTrajectory({ predictions, dims, ...made }: Trajectory): Uint8Array {
  const n = predictions.length
  const size = elements(dims)
  const denoised = new Float32Array(n * size)
  for (const [i, prediction] of predictions.entries()) denoised.set(prediction.denoised, i * size)
  const tensor = (dtype: SafeTensor['dtype'], shape: number[], values: ArrayBufferView): SafeTensor => ({
    dtype,
    shape,
    bytes: bytesOf(values),
  })
  return writeSafetensors({
    tensors: {
      sigma: tensor(
        'F64',
        [n],
        Float64Array.from(predictions, ({ sigma }) => sigma),
      ),
      denoised: tensor('F32', [n, ...dims], denoised),
      step: tensor(
        'I32',
        [n],
        Int32Array.from(predictions, ({ step }) => step),
      ),
    },
    metadata: Object.fromEntries(
      Object.entries({ format: 1, ...made }).map(([key, value]) => [key, JSON.stringify(value)]),
    ),
  })
}

/** Errors: `invalid-input` for a file that is gone, damaged, or of a newer format. */
export async function readTrajectory(file: string): Promise<Trajectory> {
  const name = basename(file)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StudioError('invalid-input', `${name} cannot be read (${error.code})`)
  })
  const { tensors, metadata: told } = readSafetensors(bytes, name)
  const made = metadata.safeParse(
    Object.fromEntries(Object.entries(told).map(([key, text]) => [key, parsed(text)])),
  )
  const { denoised, sigma, step } = tensors
  const [n, ...dims] = denoised?.shape ?? []
  if (!made.success || !denoised || !sigma || !step || n === undefined || dims.length !== 3)
    throw new StudioError('invalid-input', `${name} holds no way of a picture, or one of a newer Reroll`)
  // Copied, so that each array begins where its type may.
  const values = new Float32Array(denoised.bytes.slice().buffer)
  const sigmas = new Float64Array(sigma.bytes.slice().buffer)
  const steps = new Int32Array(step.bytes.slice().buffer)
  if (sigmas.length !== n || steps.length !== n)
    throw new StudioError('invalid-input', `${name} is damaged: its parts do not belong together`)
  const size = elements(dims)
  const { format: _, ...circumstances } = made.data
  return {
    ...circumstances,
    dims: dims as [number, number, number],
    predictions: Array.from({ length: n }, (_, i) => ({
      step: steps[i]!,
      sigma: sigmas[i]!,
      denoised: values.subarray(i * size, (i + 1) * size),
    })),
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
