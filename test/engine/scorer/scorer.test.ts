import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { cosine, sharesOf } from '#engine/scorer/belief.ts'
import { openScorer } from '#engine/scorer/open.ts'
import { engineContract } from '#shared/engine-contract.ts'
import { golden } from '../golden/golden.ts'
import { paint } from './paint.ts'

type Case = { height: number; width: number; embedding: number[]; scores: number[]; shares: number[] }
const { texts, cases } = golden<{ texts: string[]; cases: Case[] }>('scorer_golden.json')
const fixture = (name: string) => resolve(import.meta.dirname, '../../fixtures', name)

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-scorer-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const close = (actual: ArrayLike<number>, expected: readonly number[]) =>
  expect(Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)))).toBeLessThan(1e-3)

const run = (input: object, onEvent: (abort: AbortController) => void = () => {}) => {
  const abort = new AbortController()
  const request = engineContract['score.run'].input.parse({
    folder: fixture('tiny-scorer'),
    device: 'cpu',
    ...input,
  })
  return Promise.resolve(
    engineHandlers()['score.run'](request, { signal: abort.signal, emit: () => onEvent(abort) }),
  )
}

test('files are scored as the reference scores them, whatever their shape', async () => {
  const images = cases.map(({ height, width }, i) => {
    const file = join(scratch, `${i}.png`)
    writeFileSync(file, encodePlain(paint({ height, width })))
    return file
  })
  const result = await run({ images, texts })
  expect(result.scorer).toBe(fixture('tiny-scorer'))
  for (const [i, { embedding, scores, shares }] of cases.entries()) {
    close(result.images[i]!.embedding, embedding)
    close(result.images[i]!.scores, scores)
    close(result.images[i]!.shares, shares)
    expect(result.images[i]!.shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
  }
})

test('pictures embedded together are those embedded one at a time', async () => {
  const scorer = await openScorer(fixture('tiny-scorer'), 'cpu')
  try {
    const pictures = Array.from({ length: 20 }, (_, i) => paint({ height: 16 + i, width: 40 - i }))
    const together = await scorer.pictures(pictures)
    for (const [i, picture] of pictures.entries())
      close(together[i]!, [...(await scorer.pictures([picture]))[0]!])
    const word = await scorer.text('a fox')
    expect(cosine(word, word)).toBeCloseTo(1, 5)
  } finally {
    await scorer.release()
  }
})

test('the stronger the scale, the more the best text takes', () => {
  expect(sharesOf([0.2, 0.2], 100)).toEqual([0.5, 0.5])
  expect(sharesOf([0.3, 0.2], 100)[0]).toBeGreaterThan(sharesOf([0.3, 0.2], 10)[0]!)
})

test('a folder without a scorer, a missing file and one that is no PNG are told; a cancel is heard between two', async () => {
  const file = join(scratch, 'a.png')
  writeFileSync(file, encodePlain(paint({ height: 8, width: 8 })))
  const text = join(scratch, 'notes.txt')
  writeFileSync(text, 'no picture')
  const images = [file]
  await expect(run({ folder: fixture('tiny-sd'), images, texts })).rejects.toMatchObject({
    code: 'model-missing',
  })
  await expect(run({ images: [join(scratch, 'gone.png')], texts })).rejects.toThrow('there is no such file')
  await expect(run({ images: [text], texts })).rejects.toThrow('not a PNG')
  let told = 0
  const cancelled = run({ images: [file, file, file], texts }, abort => {
    told++
    abort.abort(new Error('enough'))
  })
  await expect(cancelled).rejects.toThrow('enough')
  expect(told).toBe(1)
})
