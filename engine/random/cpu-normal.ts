import { mt19937 } from './mt19937.ts'

const block = 16

/** Sixteen uniforms in place to sixteen normals: radii from the first eight, angles from the last eight. */
function boxMuller(values: Float32Array, start: number): void {
  for (let i = start; i < start + block / 2; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - values[i]!))
    const angle = 2 * Math.PI * values[i + block / 2]!
    values[i] = radius * Math.cos(angle)
    values[i + block / 2] = radius * Math.sin(angle)
  }
}

/**
 * Standard normals as torch.randn(n, generator=torch.Generator('cpu').manual_seed(seed)) draws them, float32.
 * From 16 values on torch transforms whole blocks of 16 and draws the last 16 again when n is no multiple of 16.
 * Below 16 it works in double precision, two at a time, and the generator keeps an unused second value for the
 * next small call, whatever larger calls come in between.
 */
export function cpuNormals(seed: bigint) {
  const random = mt19937(seed)
  let spare: number | undefined

  const one = (): number => {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    const angle = 2 * Math.PI * random.double53()
    const radius = Math.sqrt(-2 * Math.log1p(-random.double53()))
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  return {
    /** n float32 values. */
    normal(n: number): Float32Array {
      const out = new Float32Array(n)
      if (n < block) return out.map(one)
      for (let i = 0; i < n; i++) out[i] = random.float24()
      for (let i = 0; i + block <= n; i += block) boxMuller(out, i)
      if (n % block !== 0) {
        for (let i = n - block; i < n; i++) out[i] = random.float24()
        boxMuller(out, n - block)
      }
      return out
    },
  }
}
