/** a * x + b * y. */
export function mix(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  const out = new Float32Array(x.length)
  for (let i = 0; i < out.length; i++) out[i] = a * x[i]! + b * y[i]!
  return out
}

/** a * x. */
export const scaled = (a: number, x: Float32Array): Float32Array => x.map(value => a * value)

/** A sum of any number of weighted latents of one length, added up in double precision. */
export function sum(terms: readonly (readonly [weight: number, latent: Float32Array])[]): Float32Array {
  const out = new Float32Array(terms[0]![1].length)
  for (let i = 0; i < out.length; i++) {
    let total = 0
    for (const [weight, latent] of terms) total += weight * latent[i]!
    out[i] = total
  }
  return out
}

/** Every value held within plus and minus `range`; untouched where there is none. */
export const clipped = (x: Float32Array, range: number | undefined): Float32Array =>
  range === undefined ? x : x.map(value => Math.min(Math.max(value, -range), range))
