import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalSources } from '#engine/random/normal.ts'
import { type StreamKind, streamNormals } from '#engine/random/streams.ts'

const kinds: StreamKind[] = ['layout', 'texture', 'channel', 'region', 'sampler']

test('streams of one seed have no number in common, nor with what CUDA draws for it', () => {
  const n = 4096
  const streams = [
    ...kinds.flatMap(kind =>
      [0, 1, 2].flatMap(draw =>
        [0, 1, 3].map(index => {
          const at = streamNormals(7, kind, { draw, index })
          return Array.from({ length: n }, (_, i) => Math.fround(at(i)))
        }),
      ),
    ),
    [...normalSources.cuda(7).normal(n)],
  ]
  // What one stream holds of another would show as a high correlation; 4096 numbers scatter by 1/64.
  for (const [i, a] of streams.entries())
    for (const b of streams.slice(0, i)) {
      const cosine = a.reduce((sum, value, k) => sum + value * b[k]!, 0) / n
      expect(Math.abs(cosine)).toBeLessThan(6 / 64)
    }
  const all = streams.flat()
  // Two in 2^24 may round to the same float32; whole runs may not.
  expect(new Set(all).size).toBeGreaterThan(all.length * 0.99)
})

test('element i is the same whatever was drawn before', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.constantFrom(...kinds),
      fc.array(fc.nat(1 << 20), { minLength: 1, maxLength: 20 }),
      (seed, kind, places) => {
        const running = streamNormals(seed.toString(), kind)
        for (const i of places) expect(running(i)).toBe(streamNormals(seed.toString(), kind)(i))
      },
    ),
    { seed: 1, numRuns: 50 },
  )
})

test('the whole 64-bit seed counts', () => {
  const first = (seed: number | string) => streamNormals(seed, 'layout')(0)
  expect(first(5)).toBe(first('5'))
  expect(first(5)).not.toBe(first(String(2n ** 32n + 5n)))
})
