import { describe, expect, test } from 'vitest'
import { bytes } from '#shared/bytes.ts'
import { dropProblem } from '../../../renderer/lib/dropped.ts'
import { rank } from '../../../renderer/lib/fuzzy.ts'
import { gridMove } from '../../../renderer/lib/grid-keys.ts'
import { remember, stepHistory } from '../../../renderer/lib/prompt-history.ts'
import { sizePresets } from '../../../renderer/lib/sizes.ts'
import { searchSubjects, withSubject } from '../../../renderer/lib/subjects.ts'
import { duration, moment } from '../../../renderer/lib/time.ts'
import { largestFile } from '../../../shared/studio/host.ts'

test.each([
  [0, 'under 1 s'],
  [4_400, '4 s'],
  [59_600, '1 min'],
  [80_000, '1 min 20 s'],
  [620_000, '10 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text))

test('moments are as long as they need to be', () => {
  const now = new Date(2026, 10, 24, 15).getTime()
  expect(moment(new Date(2026, 10, 24, 9, 5).getTime(), now, 'en-GB')).toBe('09:05')
  expect(moment(new Date(2026, 10, 22, 9, 5).getTime(), now, 'en-GB')).toBe('Sun 09:05')
  expect(moment(new Date(2026, 9, 1).getTime(), now, 'en-GB')).toBe('1 Oct 2026')
})

test.each([
  [840, '840 B'],
  [12_300, '12 KB'],
  [3_400_000, '3.4 MB'],
  [999_999, '1.0 MB'],
])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text))

describe('a dropped file is judged by its first bytes', () => {
  const head = (width: number, height: number) => {
    const bytes = new Uint8Array(24)
    bytes.set([137, 80, 78, 71, 13, 10, 26, 10])
    new DataView(bytes.buffer).setUint32(16, width)
    new DataView(bytes.buffer).setUint32(20, height)
    return bytes
  }
  test.each([
    ['empty', 0, new Uint8Array()],
    ['noPicture', 12, new TextEncoder().encode('hello there!')],
    [null, 5000, Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    [null, 5000, new TextEncoder().encode('RIFF----WEBPVP8 ')],
    ['broken', 20, head(1, 1).subarray(0, 20)],
    ['broken', 99, head(0, 4)],
    ['tooLarge', largestFile + 1, head(8, 8)],
    ['tooWide', 5000, head(60_000, 60_000)],
    [null, 5000, head(512, 512)],
  ])('%s', (problem, size, bytes) => expect(dropProblem(size, bytes)).toBe(problem))
})

test('commands that begin with the words come first, letters in order last', () => {
  const rows = ['Zoom in', 'Roll', 'Use all settings', 'Roll before everything that waits', 'Settings…']
  expect(rank('roll', rows, row => row)).toEqual(['Roll', 'Roll before everything that waits'])
  expect(rank('settings', rows, row => row)).toEqual(['Settings…', 'Use all settings'])
  expect(rank('zi', rows, row => row)).toEqual(['Zoom in'])
  expect(rank('', rows, row => row)).toEqual(rows)
})

test('arrows move within a grid and stay in it', () => {
  expect(gridMove('ArrowDown', 1, 10, 4)).toBe(5)
  expect(gridMove('ArrowDown', 7, 10, 4)).toBe(7)
  expect(gridMove('ArrowLeft', 0, 10, 4)).toBe(0)
  expect(gridMove('End', 0, 10, 4)).toBe(9)
  expect(gridMove('PageDown', 0, 10, 4)).toBe(9)
  expect(gridMove('x', 0, 10, 4)).toBe(null)
  expect(gridMove('End', 0, 0, 4)).toBe(null)
})

test('prompts are remembered once each, newest first, and walked', () => {
  expect(remember(['a', 'b'], 'b')).toEqual(['b', 'a'])
  expect(remember(['a'], '  ')).toEqual(['a'])
  expect(stepHistory(['a', 'b'], -1, 1)).toBe(0)
  expect(stepHistory(['a', 'b'], 1, 1)).toBe(null)
  expect(stepHistory(['a', 'b'], -1, -1)).toBe(null)
})

test('sizes are multiples of about the same area, each only once', () => {
  expect(sizePresets({ native: { width: 128, height: 128 }, multiple: 128 })).toEqual([
    { id: 'square', width: 128, height: 128 },
  ])
  const sd = sizePresets({ native: { width: 512, height: 512 }, multiple: 8 })
  expect(sd.map(({ width, height }) => `${width}x${height}`)).toEqual([
    '512x512',
    '440x592',
    '592x440',
    '384x680',
    '680x384',
  ])
})

describe('subjects', () => {
  const subjects = [
    { word: 'robin', group: 'birds', also: [] },
    { word: 'cat', group: 'animals', also: ['cat face'] },
    { word: 'owl', group: 'birds', also: [] },
  ]
  test('take the place of the one that is named', () => {
    expect(withSubject('', 'owl', subjects)).toBe('an owl')
    expect(withSubject('a red robin on a branch', 'cat', subjects)).toBe('a red cat on a branch')
    expect(withSubject('a cat face', 'robin', subjects)).toBe('a robin')
    expect(withSubject('a scattered red', 'owl', subjects)).toBe('a scattered red owl')
  })
  test('are found by word, other word and group', () => {
    expect(searchSubjects(subjects, 'cat f').map(({ word }) => word)).toEqual(['cat'])
    expect(searchSubjects(subjects, 'birds').map(({ word }) => word)).toEqual(['robin', 'owl'])
  })
})
