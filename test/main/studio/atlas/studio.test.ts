import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AtlasEvent } from '#shared/studio/atlas.ts'
import { type Opened, opened } from '../open-studio.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
let studio: Opened
beforeEach(async () => {
  studio = await opened(scratch.path)
})
afterEach(() => studio.studio.close())

const drawn = [
  'a red bird',
  'a blue castle',
  'a yellow flower',
  'a red fox',
  'a green fish',
  'a white swan',
].concat(['a black crow', 'a pink flamingo', 'a brown bear'])

test('the studio places what it drew, and says what it never drew, by the shipped scorer', {
  timeout: 120_000,
}, async () => {
  const { call, draw } = studio
  for (const [n, prompt] of drawn.entries()) await draw({ prompt, steps: 4, seed: n })
  await until(async () => (await call('meaning.info', undefined)).embedded === drawn.length, 60_000)
  const events: AtlasEvent[] = []
  const result = await call('atlas.places', {}, { onEvent: event => events.push(event) })
  expect(result).toEqual({ placed: drawn.length, waiting: 0 })
  const last = events.findLast(event => event.kind === 'pictures')!
  expect(last.ids).toHaveLength(32 * drawn.length)
  expect([...last.places].every(value => value >= 0 && value <= 1)).toBe(true)

  const shares: number[] = []
  const ask = (seed: number) =>
    call(
      'atlas.holes',
      { model: 'picturebook', seed, count: 8 },
      { onEvent: ({ share }) => shares.push(share) },
    )
  const found = await ask(1)
  expect(found).toMatchObject({ source: 'model', problem: null, tried: { texts: drawn.length } })
  expect(found.words.used).toBeGreaterThanOrEqual(17)
  expect(found.holes).toHaveLength(8)
  for (const { prompt, parts, cosine, nearer, place } of found.holes) {
    expect(drawn).not.toContain(prompt)
    for (const part of parts) expect(prompt).toContain(part)
    expect(cosine).toBeLessThan(1)
    expect(nearer).toBeGreaterThanOrEqual(0.5)
    expect(place).not.toBeNull()
  }
  expect(await ask(1)).toEqual(found)
  expect((await ask(2)).holes.map(({ prompt }) => prompt)).not.toEqual(
    found.holes.map(({ prompt }) => prompt),
  )
  await expect(call('atlas.holes', { model: 'nobody', seed: 1 })).rejects.toMatchObject({
    code: 'invalid-input',
  })
})
