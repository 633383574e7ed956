import { resolve } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openScorer } from '#engine/scorer/open.ts'
import { nearestDrawings } from '#main/studio/drawings/nearest.ts'
import { type Drawings, readDrawings } from '#main/studio/drawings/read-drawings.ts'
import { readVocabulary } from '#main/studio/models/vocabulary.ts'

const folder = resolve(import.meta.dirname, '../../models/picturebook')
const shown = (await readDrawings(folder)) as Drawings

test('the model shows every subject that it draws, and whose each drawing is', async () => {
  const { subjects } = (await readVocabulary(folder))!
  expect(new Set(shown.drawings.map(({ subject }) => subject))).toEqual(
    new Set(subjects.map(({ word }) => word)),
  )
  for (const { credit, licence } of shown.drawings) {
    expect(credit).toMatch(/^(Reroll's own painter|Noto Emoji|Fluent Emoji|Twemoji)/)
    expect(licence).toMatch(/^(CC-BY-4\.0|Apache-2\.0|MIT)$/)
  }
})

test('a drawing by itself is nearest to one of its own subject more often than chance has it', {
  timeout: 60_000,
}, async () => {
  const scorer = await openScorer(folder, 'cpu')
  try {
    const some = shown.drawings.filter((_, k) => k % 40 === 0)
    let right = 0
    for (const { subject, webp } of some) {
      const { data } = await sharp(webp)
        .resize(150, 150)
        .extend({ top: 53, bottom: 53, left: 53, right: 53, background: '#f5e9d1' })
        .flatten({ background: '#f5e9d1' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const [vector] = await scorer.pictures([{ width: 256, height: 256, rgb: Uint8Array.from(data) }])
      const near = nearestDrawings(shown, vector!, 6)
      expect(near).toHaveLength(6)
      if (near.some(one => one.subject === subject)) right++
    }
    // Six of 1,600 would be one in ninety by chance.
    expect(right / some.length).toBeGreaterThan(0.15)
  } finally {
    await scorer.release()
  }
})
