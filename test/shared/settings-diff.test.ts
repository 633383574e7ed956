import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditions } from '#shared/conditions.ts'
import { noDice } from '#shared/dice.ts'
import type { Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import { settingsDiff } from '#shared/settings-diff.ts'
import { base, someSettings } from './some-settings.ts'

const sized = { ...base, knobs: { size: 0.6 } }
const diff = (more: Partial<Settings>) => settingsDiff(sized, { ...sized, ...more })

describe('two settings', () => {
  test('differ where anything but the parent does, and not else', () => {
    const named = ({ parent: _, ...settings }: Settings) => JSON.stringify(settings)
    fc.assert(
      fc.property(someSettings, someSettings, (a, b) => {
        expect(settingsDiff(a, { ...a, parent: 'a'.repeat(64) })).toEqual([])
        // A variation of strength 0 has no seed, and a past may be written down in several ways.
        if (settingsDiff(a, b).length === 0) expect(named({ ...b, past: a.past })).toBe(named(a))
      }),
    )
  })

  test('differ the same both ways', () => {
    const turned = (change: object) => JSON.stringify(change)
    fc.assert(
      fc.property(someSettings, someSettings, (a, b) => {
        const there = settingsDiff(a, b).map(({ before, after, ...of }) => turned([of, after, before]))
        const back = settingsDiff(b, a).map(({ before, after, ...of }) => turned([of, before, after]))
        expect(there.sort()).toEqual(back.sort())
      }),
    )
  })
})

test('sketches, regions and an image to begin from are told one by one, the drawing they came from is not', () => {
  const image = { image: 'd'.repeat(64) }
  const said = (start: object | null, drawing: string | null = null) => ({
    conditions: conditions.parse({ start, drawing }),
  })
  expect(diff(said(image))).toEqual([{ kind: 'condition', label: 'image', before: null, after: 0.75 }])
  expect(diff(said(null, 'a'.repeat(64)))).toEqual([])
  const other = { ...sized, ...said({ ...image, feather: 0.1 }) }
  expect(settingsDiff({ ...sized, ...said(image) }, other)).toEqual([
    { kind: 'condition', label: 'image', before: 0.75, after: 0.75 },
  ])
})

test('each thing is told by its name, before and after', () => {
  expect(diff({ prompt: 'a fox', seed: 8, guidance: 5 })).toEqual([
    { kind: 'prompt', label: 'prompt', before: 'a bird', after: 'a fox' },
    { kind: 'guidance', label: 'guidance', before: 2, after: 5 },
    { kind: 'seed', label: 'seed', before: 7, after: 8 },
  ])
  expect(diff({ width: 256 })).toEqual([{ kind: 'size', label: 'size', before: '128×128', after: '256×128' }])
  expect(diff({ knobs: { hue: 214 } })).toEqual([
    { kind: 'knob', label: 'hue', before: null, after: 214 },
    { kind: 'knob', label: 'size', before: 0.6, after: null },
  ])
  expect(diff({ dice: { ...noDice, layout: 3, channels: { 2: 9 } } })).toEqual([
    { kind: 'die', label: 'layout', before: null, after: 3 },
    { kind: 'die', label: 'channel 2', before: null, after: 9 },
  ])
  expect(diff({ variation: { seed: 4, strength: 0.2 } })).toEqual([
    { kind: 'variation', label: 'strength', before: 0, after: 0.2 },
  ])
})

test('knobs beyond the model’s own: turned, moved in time, put in another order', () => {
  const night = { kind: 'words', less: 'day', more: 'night', amount: 1, from: 0, to: 1 } as const
  const zoom = { kind: 'analytic', name: 'zoom', amount: -1, from: 0, to: 0.5 } as const
  const at = { ...base, steer: [night, zoom] }
  expect(diff({ steer: [night] })).toEqual([{ kind: 'steer', label: 'day | night', before: null, after: 1 }])
  expect(settingsDiff(at, { ...at, steer: [night, { ...zoom, to: 1 }] })).toEqual([
    { kind: 'steer', label: 'zoom', before: '0–50 %', after: '0–100 %' },
  ])
  expect(settingsDiff(at, { ...at, steer: [zoom, night] })).toEqual([
    { kind: 'steer', label: 'order', before: 'day | night, zoom', after: 'zoom, day | night' },
  ])
})

test('a branch is one change besides what it changes, however deep it lies', () => {
  const child = branchOff(base, 8, { prompt: 'a fox' }, 'a'.repeat(64))
  const branch = { kind: 'branch', label: '8', before: null, after: 8 }
  const prompt = { kind: 'prompt', label: 'prompt', before: 'a bird', after: 'a fox' }
  expect(settingsDiff(base, child)).toEqual([prompt, branch])
  const grandchild = branchOff(child, 12, { guidance: 6 }, 'b'.repeat(64))
  expect(settingsDiff(child, grandchild)).toEqual([
    { kind: 'guidance', label: 'guidance', before: 2, after: 6 },
    { kind: 'branch', label: '12', before: null, after: 12 },
  ])
})
