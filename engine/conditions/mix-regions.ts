/**
 * What a model says with a region's words takes the place of what it says without them, cell by cell, by the region's
 * share; later regions over earlier ones (MultiDiffusion, arXiv:2302.08113, with one crop). `values`:
 * [pictures x channels, height, width], changed in place; `said`: the same with the region's words.
 */
export function mixRegion(values: Float32Array, said: Float32Array, cells: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    const share = cells[i % cells.length]!
    if (share > 0) values[i] = (1 - share) * values[i]! + share * said[i]!
  }
}
