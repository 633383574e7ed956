import { StudioError } from '#shared/errors.ts'
import { normalSources } from '../random/normal.ts'
import type { Session } from '../runtime.ts'
import { elements, floats, tensor } from '../tensor.ts'
import type { ModelFolder } from './folder.ts'

/** A small latent's side, in cells. */
const side = 8

/**
 * Lets a device decode a small latent before anything is drawn on it; it also warms the graph up.
 * Errors: `device-unavailable` for numbers that are none (NaN) and for a picture without any content: what drivers
 * with too little precision give, and what would look like a black picture.
 */
export async function selfTest(
  folder: ModelFolder,
  { decoder }: { decoder: Session },
  device: string,
): Promise<void> {
  const input = decoder.inputs[0]!
  const [, channels, height, width] = input.dims.map(dim => (typeof dim === 'number' && dim > 0 ? dim : null))
  const dims = [1, channels ?? folder.vae.latent_channels, height ?? side, width ?? side]
  const noise = normalSources.cpu(0).normal(elements(dims))
  const out = Object.values(await decoder.run({ [input.name]: tensor(input.type, noise, dims) }))[0]!
  const problem = problemOf(floats(out))
  if (problem)
    throw new StudioError(
      'device-unavailable',
      `${device} failed its self-test with this model: it decodes ${problem}. Update its driver, or use this model's fp32 files`,
    )
}

/** What is wrong with decoded numbers, or null. */
export function problemOf(values: Float32Array): string | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) return 'numbers that are none (NaN or infinite)'
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return most - least < 1e-4 ? 'a picture of one colour from noise' : null
}
