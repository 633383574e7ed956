import { expect, test } from 'vitest'
import { settingsOfPicture } from '#shared/picture-settings.ts'

const plain = { seed: 7, variation: { seed: 0, strength: 0 } }
const varied = { seed: 7, variation: { seed: 100, strength: 0.2 } }

test('without a variation the seed counts up', () => {
  expect(settingsOfPicture(plain, 2)).toEqual({ ...plain, seed: 9 })
})
test('of a variation only the variation seed counts up', () => {
  expect(settingsOfPicture(varied, 2)).toEqual({ seed: 7, variation: { seed: 102, strength: 0.2 } })
})
test('counting back leads to the first', () => {
  for (const first of [plain, varied])
    expect(settingsOfPicture(settingsOfPicture(first, 5), -5)).toEqual(first)
  expect(settingsOfPicture({ ...plain, seed: 0 }, -1).seed).toBe('18446744073709551615')
})

test('pictures of one branch share what lies behind it', () => {
  const branch = { ...plain, past: [{ until: 3, prompt: 'a fox' }] }
  const third = settingsOfPicture(branch, 2)
  const { seed, variation } = plain
  expect(third).toEqual({ ...plain, seed: 9, past: [{ until: 3, prompt: 'a fox', seed, variation }] })
  expect(Object.keys(third.past[0]!)).toEqual(['until', 'prompt', 'seed', 'variation'])
  expect(settingsOfPicture(settingsOfPicture(third, -2), 2)).toEqual(third)
  expect(settingsOfPicture(branch, 0)).toEqual(branch)
})
