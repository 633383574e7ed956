import { expect, test } from 'vitest'
import { type Embedded, placeMeanwhile } from '#main/studio/drafts/placer.ts'

const rolls = (count: number): Embedded[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    seed: `${index}`,
    embedding: Float32Array.of(index),
  }))

test('places from 16 on, at most once a second, one at a time', async () => {
  let now = 0
  let free = () => {}
  const asked: number[] = []
  const { seen, flush } = placeMeanwhile(
    rolls => {
      asked.push(rolls.length)
      return new Promise<void>(resolve => {
        free = resolve
      })
    },
    () => now,
  )
  seen(rolls(15))
  expect(asked).toEqual([])
  seen(rolls(16))
  now = 5000
  seen(rolls(30))
  expect(asked).toEqual([16])
  free()
  await flush()
  seen(rolls(31))
  expect(asked).toEqual([16, 31])
  free()
  await flush()
  now = 5900
  seen(rolls(40))
  expect(asked).toEqual([16, 31])
  now = 6000
  seen(rolls(41))
  expect(asked).toEqual([16, 31, 41])
})
