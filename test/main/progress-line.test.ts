import { expect, test } from 'vitest'
import { progressLine } from '#main/cli/progress.ts'

test('loading says how many bytes are read and how long it takes still; a warm-up is told apart', () => {
  const loading = { kind: 'loading', image: 0, part: 'unet', bytes: 1.2e9, of: 2.4e9 } as const
  expect(progressLine({ ...loading, doing: 'read', msLeft: 11_500 })).toMatch(
    /^Loading the model █{12}·{12} 1\.2 GB of 2\.4 GB {2}12 s left$/,
  )
  expect(progressLine({ ...loading, doing: 'open', msLeft: null })).toMatch(/1\.2 GB of 2\.4 GB$/)
  expect(progressLine({ ...loading, doing: 'warm', msLeft: 900 })).toBe('Warming up')
})
