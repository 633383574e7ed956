import { describe, expect, test } from 'vitest'
import { mt19937 } from '#engine/random/mt19937.ts'
import { golden } from '../golden/golden.ts'

type Drawn = { integers: string[]; float32: number[]; float64: number[] }
const { seeds } = golden<{ seeds: Record<string, Drawn> }>('random_golden.json')
const times = <T>(n: number, draw: () => T) => Array.from({ length: n }, draw)

describe.each(Object.entries(seeds))('seed %s, bit for bit with torch', (seed, drawn) => {
  test('integers, past the first refill of the state', () => {
    // the golden holds draws 311 to 320 of Tensor.random_() in int64, two words each, the sign bit cleared
    const { uint32 } = mt19937(BigInt(seed))
    const pairs = times(320, () => BigInt.asUintN(63, (BigInt(uint32()) << 32n) + BigInt(uint32())))
    expect(pairs.slice(-10).map(String)).toEqual(drawn.integers)
  })
  test('torch.rand in float32', () => {
    expect(times(20, mt19937(BigInt(seed)).float24)).toEqual(drawn.float32)
  })
  test('torch.rand in float64', () => {
    expect(times(20, mt19937(BigInt(seed)).double53)).toEqual(drawn.float64)
  })
})

test('the first integers for seed 5489 are those of the authors', () => {
  expect(times(3, mt19937(5489n).uint32)).toEqual([3499211612, 581869302, 3890346734])
})
