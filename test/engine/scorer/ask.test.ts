import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { beliefs, cosine, sigmoid, unit } from '#engine/scorer/belief.ts'
import { withPatch } from '#engine/scorer/heat.ts'
import { heatPicture } from '#engine/scorer/heat-picture.ts'
import { openScorer, type Scorer } from '#engine/scorer/open.ts'
import { phrasesOf } from '#engine/scorer/phrases.ts'
import { pictureOf } from '#engine/scorer/picture-of.ts'
import { wordsOf } from '#engine/scorer/words.ts'
import type { Event, Output } from '#shared/contract.ts'
import { type EngineContract, engineContract } from '#shared/engine-contract.ts'
import { clipGolden, fixture, worst } from './clip-golden.ts'
import { paint } from './paint.ts'

type Name = 'score.run' | 'score.embed' | 'score.believes' | 'score.missing' | 'score.heat'
const handlers = engineHandlers()
const shipped = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')
const redBird = fixture('red-bird.png')

let scratch: string
let images: string[]
const scorers: Scorer[] = []
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-ask-'))
  // Vectors kept from another run would hide what changed since.
  vi.stubEnv('XDG_CACHE_HOME', scratch)
  images = clipGolden.pictures.map((size, i) => {
    const file = join(scratch, `${i}.png`)
    writeFileSync(file, encodePlain(paint(size)))
    return file
  })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await Promise.all(scorers.map(scorer => scorer.release()))
  rmSync(scratch, { recursive: true, force: true })
})

/** Through the contract, as a host asks. */
function ask<N extends Name>(
  name: N,
  input: object,
  onEvent: (event: Event<EngineContract[N]>, abort: AbortController) => void = () => {},
): Promise<Output<EngineContract[N]>> {
  const abort = new AbortController()
  const request = engineContract[name].input.parse({ device: 'cpu', ...input })
  const context = { signal: abort.signal, emit: (event: Event<EngineContract[N]>) => onEvent(event, abort) }
  return Promise.resolve(handlers[name](request as never, context as never)) as never
}
async function open(folder: string): Promise<Scorer> {
  const scorer = await openScorer(folder, 'cpu')
  scorers.push(scorer)
  return scorer
}

describe('scores', () => {
  test('say whose they are and what kind of belief it is', async () => {
    const texts = clipGolden.texts
    const siglip = await ask('score.run', { folder: fixture('tiny-siglip'), images, texts })
    expect(siglip).toMatchObject({ scorer: fixture('tiny-siglip'), kind: 'sigmoid', notes: [] })
    expect(siglip.id).toBe(await (await open(fixture('tiny-siglip'))).id())
    expect(
      worst(
        siglip.images.map(({ shares }) => shares),
        clipGolden.siglip.probabilities,
      ),
    ).toBeLessThan(1e-3)
    expect(
      worst(
        siglip.images.map(({ scores }) => scores),
        clipGolden.siglip.cosines,
      ),
    ).toBeLessThan(1e-3)
    const clip = await ask('score.run', { folder: fixture('tiny-clip-whole'), images, texts })
    expect(clip.kind).toBe('softmax')
    expect(
      worst(
        clip.images.map(({ shares }) => shares),
        clipGolden.clip.probabilities,
      ),
    ).toBeLessThan(1e-3)
  })

  test("another folder's scorer stands in for the model's own", async () => {
    const scorer = fixture('tiny-clip')
    const result = await ask('score.run', { folder: fixture('tiny-sd'), scorer, images, texts: ['a'] })
    expect(result.scorer).toBe(scorer)
    expect(result.notes[0]).toContain('is assumed')
  })
})

describe('embeddings', () => {
  test('of pictures and texts, row by row, with the id of their space', async () => {
    const told: number[] = []
    const result = await ask(
      'score.embed',
      { folder: fixture('tiny-clip'), images, texts: clipGolden.texts },
      ({ done }) => told.push(done),
    )
    const rows = (all: Float32Array) =>
      Array.from({ length: all.length / result.width }, (_, i) =>
        all.subarray(i * result.width, (i + 1) * result.width),
      )
    expect(worst(rows(result.images), clipGolden.clip.images)).toBeLessThan(1e-3)
    expect(worst(rows(result.texts), clipGolden.clip.texts)).toBeLessThan(1e-3)
    expect(result.id).toMatch(/^[0-9a-f]{64}$/)
    expect(told).toEqual([clipGolden.texts.length, clipGolden.texts.length + images.length])
  })

  test('of nothing are nothing; a cancel is heard between two lots', async () => {
    expect(await ask('score.embed', { folder: fixture('tiny-clip') })).toMatchObject({ width: 0 })
    const many = Array.from({ length: 60 }, () => images[0]!)
    let told = 0
    const running = ask('score.embed', { folder: fixture('tiny-clip'), images: many }, (_, abort) => {
      told++
      abort.abort(new Error('enough'))
    })
    await expect(running).rejects.toThrow('enough')
    expect(told).toBe(1)
  })
})

describe('what it takes a picture for', () => {
  test('the shipped scorer takes the red bird for a red bird', async () => {
    const { images: seen, asked } = await ask('score.believes', {
      folder: shipped,
      images: [redBird],
      top: 8,
    })
    const { words } = seen[0]!
    expect(words[0]!.word).toBe('cardinal')
    expect(words).toHaveLength(8)
    expect(asked).toBeGreaterThan(90)
    const probabilities = words.map(({ probability }) => probability)
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
    expect(probabilities.reduce((a, b) => a + b)).toBeLessThanOrEqual(1)
    const colours = ['blue', 'green', 'red', 'yellow']
    const among = await ask('score.believes', { folder: shipped, images: [redBird], words: colours })
    expect(among.images[0]!.words[0]!.word).toBe('red')
    expect(among.images[0]!.words.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)
  })

  test('a word is the mean of its templates; a sigmoid believes each for itself', async () => {
    const folder = fixture('tiny-siglip')
    const scorer = await open(folder)
    const result = await ask('score.believes', {
      folder,
      images: [images[0]],
      words: ['owl', 'fox'],
      templates: ['a {}', 'the {}'],
    })
    const [picture] = await scorer.pictures([paint(clipGolden.pictures[0]!)])
    for (const [word, sentences] of [
      ['owl', ['an owl', 'the owl']],
      ['fox', ['a fox', 'the fox']],
    ] as const) {
      const [one, other] = await scorer.texts(sentences)
      const score = cosine(unit(one!.map((value, i) => value + other![i]!)), picture!)
      const row = result.images[0]!.words.find(row => row.word === word)!
      expect(row.score).toBeCloseTo(score, 5)
      expect(row.probability).toBeCloseTo(beliefs([score], scorer)[0]!, 5)
      expect(row.probability).toBeCloseTo(sigmoid(scorer.logitScale * score + scorer.logitBias), 5)
    }
  })

  test('a template without {} is refused', () => {
    expect(() => ask('score.believes', { folder: shipped, images, templates: ['a'] })).toThrow('needs {}')
  })
})

describe('which words are missing', () => {
  const about = async (prompt: string, more: object = {}) => {
    const { images } = await ask('score.missing', { folder: shipped, images: [redBird], prompt, ...more })
    return images[0]!.phrases
  }

  test('the colour that is not there', async () => {
    const right = await about('a red bird on a branch')
    expect(right.map(({ phrase, missing }) => [phrase, missing])).toEqual([
      ['red', false],
      ['bird', false],
      ['on a branch', false],
    ])
    const wrong = await about('a blue bird on a branch')
    expect(wrong.find(({ phrase }) => phrase === 'blue')!.missing).toBe(true)
    expect(wrong.find(({ phrase }) => phrase === 'bird')!.missing).toBe(false)
  })

  test('belief is the sigmoid of the scaled gain over the mean of near misses', async () => {
    const scorer = await open(shipped)
    const [red] = await about('a red bird')
    const [phrase] = phrasesOf('a red bird', (await wordsOf(shipped)).groups)
    const [picture] = await scorer.pictures([await pictureOf(redBird)])
    const [score, ...others] = (await scorer.texts(['a red bird', ...phrase!.near])).map(text =>
      cosine(text, picture!),
    )
    expect(phrase!.near).toContain('an orange bird')
    expect(red).toMatchObject({ against: 'near-misses', tried: others.length, start: 2, end: 5 })
    expect(red!.gain).toBeCloseTo(score! - others.reduce((a, b) => a + b, 0) / others.length, 6)
    expect(red!.belief).toBeCloseTo(sigmoid(scorer.logitScale * red!.gain), 9)
  })

  test('a phrase that no list knows is left out instead; the threshold decides', async () => {
    const [word] = await about('glorbish')
    expect(word).toMatchObject({ against: 'left-out', tried: 1 })
    const scorer = await open(shipped)
    const [picture] = await scorer.pictures([await pictureOf(redBird)])
    const gain = cosine(await scorer.text('glorbish'), picture!) - cosine(await scorer.text(''), picture!)
    expect(word!.gain).toBeCloseTo(gain, 5)
    const all = async (threshold: number) =>
      (await about('a red bird', { threshold })).map(({ missing }) => missing)
    expect(await all(0)).toEqual([false, false])
    expect(await all(1)).toEqual([true, true])
  })
})

describe('heat by occlusion', () => {
  test('is where the bird is, and names its method', async () => {
    const told: number[] = []
    const result = await ask(
      'score.heat',
      { folder: shipped, image: redBird, text: 'a red bird' },
      ({ done }) => told.push(done),
    )
    expect(result).toMatchObject({
      method: 'occlusion',
      columns: 8,
      rows: 8,
      width: 128,
      height: 128,
      patch: { width: 32, height: 32 },
    })
    expect(told).toEqual([16, 32, 48, 64])
    const mean = (cells: [column: number, row: number][]) =>
      cells.reduce((sum, [x, y]) => sum + result.drops[y * 8 + x]!, 0) / cells.length
    // The bird sits in the middle; there is only sky in the corners.
    const middle = mean([
      [3, 3],
      [4, 3],
      [3, 4],
      [4, 4],
    ])
    expect(middle).toBeGreaterThan(
      mean([
        [0, 0],
        [7, 0],
        [0, 7],
        [7, 7],
      ]) + 0.05,
    )
  })

  test('of a cell is the score less that under the patch', async () => {
    const folder = fixture('tiny-clip')
    const result = await ask('score.heat', { folder, image: images[0], text: 'a', grid: 4, patch: 0.5 })
    const scorer = await open(folder)
    const picture = paint(clipGolden.pictures[0]!)
    const text = await scorer.text('a')
    const covered = withPatch(picture, { x: 2.5 * 16, y: 0.5 * 12 }, { width: 32, height: 24 })
    const [whole, less] = await scorer.pictures([picture, covered])
    expect(result.score).toBeCloseTo(cosine(text, whole!), 5)
    expect(result.drops[2]).toBeCloseTo(cosine(text, whole!) - cosine(text, less!), 5)
  })

  test('a patch is cut off at the edge and grey', () => {
    const picture = { width: 4, height: 3, rgb: new Uint8Array(36) }
    const { rgb } = withPatch(picture, { x: 0.5, y: 0.5 }, { width: 3, height: 2 })
    const rows = [0, 1, 2].map(y => Array.from({ length: 4 }, (_, x) => rgb[(y * 4 + x) * 3]))
    expect(rows).toEqual([
      [128, 128, 0, 0],
      [128, 128, 0, 0],
      [0, 0, 0, 0],
    ])
    expect(picture.rgb.every(value => value === 0)).toBe(true)
  })

  test('larger pictures are brought to 512 pixels first', async () => {
    const file = join(scratch, 'large.png')
    writeFileSync(file, encodePlain(paint({ height: 300, width: 1024 })))
    const { width, height } = await ask('score.heat', {
      folder: fixture('tiny-clip'),
      image: file,
      text: 'a',
      grid: 2,
    })
    expect([width, height]).toEqual([512, 150])
  })

  test('a cancel is heard between two lots', async () => {
    let told = 0
    const running = ask(
      'score.heat',
      { folder: shipped, image: redBird, text: 'a', grid: 16 },
      (_, abort) => {
        told++
        abort.abort(new Error('enough'))
      },
    )
    await expect(running).rejects.toThrow('enough')
    expect(told).toBe(1)
  })

  test('shows the picture in grey, and orange where the score drops', () => {
    const picture = { width: 4, height: 4, rgb: new Uint8Array(48).fill(90) }
    const drops = Float32Array.of(0.2, 0, -0.1, 0)
    const rgb = heatPicture(picture, { drops, columns: 2, rows: 2 } as never).rgb
    const at = (x: number, y: number) => [...rgb.subarray((y * 4 + x) * 3, (y * 4 + x) * 3 + 3)]
    expect(at(3, 3)).toEqual([90, 90, 90])
    // Three quarters of (255, 64, 0) over a grey of 90.
    expect(at(0, 0)).toEqual([214, 71, 23])
    expect(at(0, 0)[0]).toBeGreaterThan(at(1, 1)[0]!)
  })
})
