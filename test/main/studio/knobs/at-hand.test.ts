import { expect, test } from 'vitest'
import { atHand } from '#main/studio/knobs/at-hand.ts'

const directionOf = (n: number) => ({
  space: 'x0' as const,
  dims: [1, 1, 1] as [number, number, number],
  halves: Uint8Array.of(n & 255, n >> 8),
})

test('the directions longest unused give way, added or looked at', async () => {
  const hand = atHand()
  const ids: string[] = []
  for (let n = 0; n < 512; n++) ids.push(await hand.add(directionOf(n)))
  expect(await hand.find(ids[0]!)).not.toBeNull()
  for (let n = 512; n < 515; n++) ids.push(await hand.add(directionOf(n)))
  expect(await hand.find(ids[0]!)).not.toBeNull()
  for (const n of [1, 2, 3]) expect(await hand.find(ids[n]!)).toBeNull()
  expect(await hand.find(ids[4]!)).not.toBeNull()
})
