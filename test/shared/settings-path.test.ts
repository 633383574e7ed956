import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noDice } from '#shared/dice.ts'
import { generation } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import { settingsDiff } from '#shared/settings-diff.ts'
import { settingsPath } from '#shared/settings-path.ts'
import { base, someSettings } from './some-settings.ts'

describe('the path from one picture’s settings to another’s', () => {
  test('begins and ends with them, and every station can be drawn', () => {
    fc.assert(
      fc.property(someSettings, someSettings, (from, to) => {
        const path = settingsPath(from, to, { perChange: 3 })
        expect(path[0]).toEqual({ settings: from, change: null, t: 0 })
        expect(settingsDiff(path.at(-1)!.settings, to)).toEqual([])
        if (settingsDiff(from, to).length) expect(path.at(-1)!.settings).toBe(to)
        for (const { settings } of path) {
          expect(generation.safeParse(settings).error).toBeUndefined()
          expect(settings.past.every(({ until }) => until < settings.steps)).toBe(true)
        }
      }),
    )
  })

  test('changes one thing after the other, and each to its end', () => {
    fc.assert(
      fc.property(someSettings, someSettings, (from, to) => {
        const path = settingsPath(from, to, { perChange: 4 })
        for (const [i, { change, t, settings }] of path.entries()) {
          if (i === 0) continue
          const before = path[i - 1]!
          expect(t).toBeGreaterThan(before.t === 1 ? 0 : before.t)
          if (before.t < 1 && before.change) expect(change).toBe(before.change)
          expect(settingsDiff(before.settings, settings).length).toBeGreaterThan(0)
        }
        expect(path.at(-1)!.t).toBe(path.length > 1 ? 1 : 0)
      }),
    )
  })

  test('has no more stations than there may be, as long as each change has one', () => {
    fc.assert(
      fc.property(someSettings, someSettings, fc.integer({ min: 1, max: 60 }), (from, to, most) => {
        const changes = settingsPath(from, to, { perChange: 1 }).length
        expect(settingsPath(from, to, { perChange: 20, most }).length).toBeLessThanOrEqual(
          Math.max(most, changes),
        )
      }),
    )
  })
})

test('numbers go bit by bit, words at once, noise along the great circle', () => {
  const to = { ...base, prompt: 'a fox', guidance: 6, seed: 9 }
  const path = settingsPath(base, to, { perChange: 4 })
  expect(path.map(({ change, t }) => [change?.kind, t])).toEqual([
    [undefined, 0],
    ['prompt', 1],
    ...[0.25, 0.5, 0.75, 1].map(t => ['guidance', t]),
    ...[0.25, 0.5, 0.75, 1].map(t => ['seed', t]),
  ])
  expect(path.map(({ settings }) => settings.guidance)).toEqual([2, 2, 3, 4, 5, 6, 6, 6, 6, 6])
  expect(path.map(({ settings }) => settings.seed)).toEqual([...Array(9).fill(7), 9])
  expect(path[7]!.settings.dice.toward).toMatchObject({ seed: 9, dice: { layout: null }, t: 0.5 })
  expect(path.at(-1)!.settings.dice).toEqual(noDice)
})

test('a knob that one of the two leaves to the dice comes at once, one beyond the model’s own from 0', () => {
  const zoom = { kind: 'analytic', name: 'zoom', amount: 2, from: 0, to: 0.5 } as const
  const path = settingsPath(base, { ...base, knobs: { size: 0.8 }, steer: [zoom] }, { perChange: 2 })
  expect(path.map(({ settings }) => [settings.knobs.size, settings.steer[0]?.amount])).toEqual([
    [undefined, undefined],
    [0.8, undefined],
    [0.8, 1],
    [0.8, 2],
  ])
})

test('a branch comes first, where it shows nothing yet; then what it changed', () => {
  const child = branchOff(base, 8, { prompt: 'a fox' }, 'a'.repeat(64))
  const path = settingsPath(base, child)
  expect(path.map(({ change }) => change?.kind)).toEqual([undefined, 'branch', 'prompt'])
  expect(path[1]!.settings).toMatchObject({ prompt: 'a bird', past: [{ until: 8, prompt: 'a bird' }] })
  expect(path[2]!.settings).toBe(child)
})
