import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { candidatesOf, promptOf, termsOf } from '#main/studio/atlas/candidates.ts'
import { type Asked, chooseHoles } from '#main/studio/atlas/choose-holes.ts'
import { holesOf } from '#main/studio/atlas/holes.ts'
import { triedOf } from '#main/studio/atlas/tried.ts'
import { StudioError } from '#shared/errors.ts'
import { bell } from '../../../engine/maps/crowd-rows.ts'
import { scratchFolder } from '../scratch.ts'
import { mapped } from './mapped.ts'

const scratch = scratchFolder()
const subjects = 'bird fox house boat tree cat dog owl fish horse moon bridge'.split(' ')
const colours = ['red', 'blue', 'green']
const terms = { subjects, before: colours, after: ['on the ground'] }
const finish = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

test('candidates are sentences of the words, the same for a seed and others for another', () => {
  const some = candidatesOf(terms, 1, 40)
  expect(candidatesOf(terms, 1, 40)).toEqual(some)
  expect(candidatesOf(terms, 2, 40)).not.toEqual(some)
  expect(some.length).toBeLessThanOrEqual(40)
  expect(new Set(some.map(({ prompt }) => prompt)).size).toBe(some.length)
  expect(promptOf('owl', null, 'on water').prompt).toBe('an owl on water')
  expect(promptOf('owl', 'red', 'night').prompt).toBe('a red owl, night')
  expect(
    candidatesOf({ subjects: ['owl'], before: [], after: [] }, 1, 9).map(({ prompt }) => prompt),
  ).toEqual(['an owl'])
  const known = termsOf({
    subjects: [{ word: 'Owl', group: 'birds', also: [] }],
    words: [
      { kind: 'Colours', words: ['red'] },
      { kind: 'poses', words: ['looking up'] },
    ],
  })
  expect(known).toEqual({ subjects: ['owl'], before: ['red'], after: [] })
})

test('tried is what one prompt has together, in whole words, longest terms first', () => {
  const words = { subjects: ['blue jay', 'jay', 'fox'], before: ['blue', 'red'], after: ['on the ground'] }
  const tried = finish(
    triedOf(['a Blue Jay on the ground', 'two red foxs', 'a fox and a jay', 'a foxglove'], words),
  )
  expect(tried.used).toEqual(new Set(['blue jay', 'on the ground', 'red', 'fox', 'jay']))
  expect(tried.together(['red', 'fox'])).toBe(true)
  expect(tried.together(['red', 'jay'])).toBe(false)
  expect(tried.together(['blue'])).toBe(false)
  expect(tried.texts.map(({ prompt }) => prompt)).toEqual(['a blue jay on the ground', 'a red fox'])
})

test('far from everything and never said comes first; no thing twice; without a measure words alone count', () => {
  const tried = Array.from({ length: 20 }, (_, n) => 0.5 + n / 100)
  const one = (subject: string, reach: number | null, unused: string[]): Asked => ({
    candidate: promptOf(subject, 'red', null),
    unused,
    reach,
  })
  const asked = [
    one('owl', 0.1, []),
    one('moon', 0.1, ['moon']),
    one('cat', 0.9, ['cat']),
    one('owl', 0.2, ['red']),
  ]
  const chosen = chooseHoles(asked, tried, { seed: 1, count: 5 })
  expect(chosen.map(({ candidate, nearer }) => [candidate.subject, nearer])).toEqual([
    ['moon', 1],
    ['owl', 1],
  ])
  const words = chooseHoles(asked, tried.slice(0, 3), { seed: 1, count: 5 })
  expect(words.map(({ candidate }) => candidate.subject).sort()).toEqual(['cat', 'moon', 'owl'])
  expect(words.every(({ nearer }) => nearer === null)).toBe(true)
  expect(chooseHoles(asked, tried, { seed: 1, count: 1 })).toHaveLength(1)
})

/** Texts and pictures in one space: each word a direction of its own, a picture near the words it was made of. */
const directions = new Map(
  [...subjects, ...colours].map((word, n) => [word, Float32Array.from({ length: 48 }, bell(n))]),
)
function vectorOf(text: string, blur = 0, seed = 0): Float32Array {
  const random = bell(500 + seed)
  const sum = Float32Array.from({ length: 48 }, () => blur * random())
  for (const word of text.split(/\W+/))
    directions.get(word)?.forEach((value, i) => {
      sum[i]! += value
    })
  const length = Math.hypot(...sum) || 1
  return sum.map(value => value / length)
}
const texts = async (all: readonly string[]) => ({ space: 'space', vectors: all.map(text => vectorOf(text)) })

function model() {
  const folder = join(scratch.path, 'model')
  mkdirSync(folder)
  writeFileSync(join(folder, 'vocabulary.json'), JSON.stringify({ subjects, colours }))
  return folder
}

let close = () => {}
afterEach(() => close())

test('in a library of all things but two, those two are what was never tried', async () => {
  const missing = ['owl', 'moon']
  const drawn = subjects.filter(subject => !missing.includes(subject))
  const all = mapped(scratch.path, 300, n => {
    const prompt = `a ${colours[n % 3]} ${drawn[n % drawn.length]}`
    return { prompt, vector: vectorOf(prompt, 0.4, n) }
  })
  close = all.close
  const shares: number[] = []
  const services = {
    library: all.library,
    texts,
    placeOf: (_: unknown, row: number) => ({ x: row / 300, y: 0.5 }),
    signal: new AbortController().signal,
    onProgress: (share: number) => void shares.push(share),
  }
  const request = { model: model(), seed: 3, count: 6 }
  const found = await holesOf(request, services)
  expect(found).toMatchObject({ source: 'model', problem: null, words: { known: 15, used: 13 } })
  expect(found.tried!.texts).toBe(30)
  expect(found.holes.length).toBeGreaterThanOrEqual(2)
  expect(
    found.holes
      .slice(0, 2)
      .map(({ unused }) => unused[0])
      .sort(),
  ).toEqual(missing.toSorted())
  for (const { nearer, cosine, nearest, place } of found.holes.slice(0, 2)) {
    expect(nearer).toBeGreaterThan(0.9)
    expect(cosine).toBeLessThan(found.tried!.median)
    expect(nearest).toMatch(/^[0-9a-f]{64}$/)
    expect(place!.y).toBe(0.5)
  }
  expect(await holesOf(request, services)).toEqual(found)

  const blind = {
    ...services,
    texts: () => Promise.reject(new StudioError('model-missing', 'no scorer here')),
  }
  const words = await holesOf(request, blind)
  expect(words.problem).toMatch(/There is no scorer to ask \(no scorer here\)/)
  expect(words.tried).toBeNull()
  expect(words.holes.map(({ unused }) => unused[0]).sort()).toEqual(missing.toSorted())
  expect(words.holes.every(({ cosine, place }) => cosine === null && place === null)).toBe(true)
  const other = await holesOf(request, {
    ...services,
    texts: async all => ({ ...(await texts(all)), space: 'other' }),
  })
  expect(other.problem).toMatch('another scorer')
})

test('before anything was looked at, or tried, words alone count; a model without words has everyday ones', async () => {
  const all = mapped(scratch.path, 2, n => ({ prompt: `a cat ${n}`, vector: null }))
  close = all.close
  const services = {
    library: all.library,
    texts,
    placeOf: () => null,
    signal: new AbortController().signal,
    onProgress: () => {},
  }
  const folder = model()
  expect((await holesOf({ model: folder, seed: 1, count: 3 }, services)).problem).toMatch(
    'No picture was looked at',
  )
  writeFileSync(join(folder, 'vocabulary.json'), JSON.stringify({ subjects: [] }))
  const everyday = await holesOf({ model: folder, seed: 1, count: 3 }, services)
  expect(everyday.source).toBe('everyday')
  expect(everyday.holes).toHaveLength(3)
  await expect(
    holesOf(
      { model: folder, seed: 1, count: 3 },
      { ...services, signal: AbortSignal.abort(new Error('enough')) },
    ),
  ).rejects.toThrow('enough')
})
