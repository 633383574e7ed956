import { expect, test } from 'vitest'
import { shorten } from '#engine/drafts/shorten.ts'
import { generation, type Settings } from '#shared/generation.ts'

const settings = (past: Settings['past']): Settings => ({
  ...(generation.parse({ prompt: 'a bird', seed: 1, past }) as Settings),
  steps: 20,
})

test('branches begin after the same share of the way', () => {
  const { steps, past } = shorten(settings([{ until: 5 }, { until: 10, prompt: 'a fox' }]), 6)
  expect(steps).toBe(6)
  expect(past).toEqual([{ until: 2 }, { until: 3, prompt: 'a fox' }])
})

test('a branch that no whole step is left for goes; the later one stays where it is', () => {
  const { past } = shorten(
    settings([
      { until: 1, seed: '1' },
      { until: 9, seed: '2' },
      { until: 10, seed: '3' },
    ] as never),
    4,
  )
  expect(past).toEqual([{ until: 2, seed: 2 }])
})

test('a late branch leaves the last step to what comes after it, where there are two', () => {
  expect(shorten(settings([{ until: 19 }]), 4).past).toEqual([{ until: 3 }])
  expect(shorten(settings([{ until: 19 }]), 1).past).toEqual([])
})

test('as many steps as before change nothing', () => {
  const before = settings([{ until: 3 }, { until: 4 }])
  expect(shorten(before, 20)).toEqual(before)
})

test('more steps spread the branches', () => {
  expect(shorten(settings([{ until: 3 }, { until: 4 }]), 40).past).toEqual([{ until: 6 }, { until: 8 }])
})
