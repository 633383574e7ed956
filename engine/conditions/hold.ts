import type { Latent } from '../sampling/sampler.ts'

/** What is held of an image in a step: its latent, [channels, height, width], and the cells, [height, width], by 1. */
export type Hold = { latent: Latent; cells: Uint8Array }

/**
 * `values` with the held cells of every picture as they are in `from`, which holds one picture or as many as `values`:
 * [pictures x channels, height, width]. The same array where nothing is held.
 */
export function holding(values: Latent, { latent, cells }: Hold, from: Latent = latent): Latent {
  if (!cells.includes(1)) return values
  const out = values.slice()
  for (let i = 0; i < out.length; i++) if (cells[i % cells.length]) out[i] = from[i % from.length]!
  return out
}
