import { expect, test } from 'vitest'
import { openUniform } from '#engine/random/cuda-normal.ts'
import { philox4x32, philoxPairs } from '#engine/random/philox.ts'

const block = (counter: [number, number, number, number], key: [number, number]) => {
  const out = new Uint32Array(4)
  philox4x32(counter, key, out)
  return [...out].map(word => word.toString(16).padStart(8, '0')).join(' ')
}

// the known answers that Salmon et al. ship with Random123 for philox4x32-10
test.each([
  [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    '408f276d 41c83b0e a20bc7c6 6d5451fd',
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  ],
] as [[number, number, number, number], [number, number], string][])(
  'philox4x32-10 of %j under %j',
  (counter, key, words) => {
    expect(block(counter, key)).toBe(words)
  },
)

test('element i of draw o takes the first two words of the block with counter (o, 0, i, 0) and the seed as key', () => {
  const pairs = philoxPairs((5n << 32n) + 7n, 3, 4)
  const [first, second] = block([3, 0, 2, 0], [7, 5]).split(' ')
  expect(pairs[4]!.toString(16).padStart(8, '0')).toBe(first)
  expect(pairs[5]!.toString(16).padStart(8, '0')).toBe(second)
})

test('uniforms are the middles of 2^32 cells, so neither 0 nor 1', () => {
  expect(openUniform(0)).toBe(2 ** -33)
  expect(openUniform(0xffffffff)).toBe(1 - 2 ** -33)
  expect(openUniform(0x80000000)).toBe(0.5 + 2 ** -33)
})
