import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineHandlers } from '#engine/handlers.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { openScorer } from '#engine/scorer/open.ts'
import { nounsOf, type WordList, wordsOf } from '#engine/scorer/words.ts'
import { engineContract } from '#shared/engine-contract.ts'
import { never, paint } from './knob-studio.ts'
import { inScratch, pictureBook } from './picture.ts'
import { type Spread, spread, table } from './table.ts'

/** How fast the shipped scorer is, and how often it is right about missing words. */
export default async function scorer(): Promise<string> {
  return [await speed(), await rightness()].join('\n\n')
}

const runs = 7
const context = { signal: never, emit: () => {} }

async function speed(): Promise<string> {
  const rows = await inScratch(async folder => {
    const files = pictures(128).map((picture, i) => {
      const file = join(folder, `${i}.png`)
      writeFileSync(file, encodePlain(picture))
      return file
    })
    return [...(await ownRows(files)), ...(clip ? await clipRows(clip, files) : [])]
  })
  return table([`scorers, ${runs} runs`, 'a second (median)', 'min to max', 'target'], rows)
}

/** A full-size CLIP, when CLIP names the folder that make_clip.py wrote. */
const clip = process.env.CLIP

async function ownRows(files: readonly string[]): Promise<string[][]> {
  const scorer = await openScorer(pictureBook, 'cpu')
  const [small, large] = [pictures(128), pictures(512)]
  const texts = textsOf(await wordsOf(pictureBook))
  const rows = [
    await row('picture-book: pictures of 128 px, one at a time', 64, '40', async () => {
      for (const picture of small) await scorer.pictures([picture])
    }),
    await row('picture-book: pictures of 128 px, 16 in a pass', 64, '40', () => scorer.pictures(small)),
    await row('picture-book: pictures of 512 px, 16 in a pass', 64, '', () => scorer.pictures(large)),
    await row('picture-book: PNG files of 128 px, through the contract', 64, '40', () =>
      embed({ folder: pictureBook, images: files }),
    ),
    await row('picture-book: texts', texts.count, '', () => scorer.texts(texts.fresh())),
    await row('picture-book: heat maps of 8 x 8 cells, 128 px', 1, '', () =>
      handlers['score.heat'](
        engineContract['score.heat'].input.parse({
          folder: pictureBook,
          device: 'cpu',
          image: files[0]!,
          text: 'a red bird',
        }),
        context,
      ),
    ),
  ]
  await scorer.release()
  return rows
}

async function clipRows(folder: string, files: readonly string[]): Promise<string[][]> {
  const scorer = await openScorer(folder, 'cpu')
  const texts = textsOf(await wordsOf(folder))
  const large = pictures(512).slice(0, 16)
  const rows = [
    await row('CLIP ViT-B/32: pictures of 512 px', 16, '', () => scorer.pictures(large)),
    await row('CLIP ViT-B/32: texts', 64, '', () => scorer.texts(texts.fresh().slice(0, 64))),
    await row('CLIP ViT-B/32: PNG files of 128 px, through the contract', 16, '', () =>
      embed({ folder, images: files.slice(0, 16) }),
    ),
  ]
  await scorer.release()
  return rows
}

const handlers = engineHandlers()
const embed = (input: object) =>
  handlers['score.embed'](engineContract['score.embed'].input.parse({ device: 'cpu', ...input }), context)

/** New texts each time: known ones cost nothing. */
function textsOf(list: WordList) {
  const words = nounsOf(list)
  let run = 0
  return {
    count: words.length,
    fresh: () => {
      run++
      return words.map(word => `a ${word} ${run}`)
    },
  }
}

const pictures = (side: number): Picture[] => Array.from({ length: 64 }, (_, i) => painted(side, i))

async function row(name: string, count: number, target: string, work: () => unknown): Promise<string[]> {
  await work()
  const rates: number[] = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    await work()
    rates.push((count * 1000) / (performance.now() - start))
  }
  const { min, median, max }: Spread = spread(rates)
  const told = (rate: number) => rate.toFixed(rate < 10 ? 1 : 0)
  return [name, told(median), `${told(min)} to ${told(max)}`, target]
}

/** Slopes and rings, each picture another. */
function painted(side: number, which: number): Picture {
  const rgb = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
    return (Math.hypot(x - side / 2, y - side / 3) * (c + 1) + x + which * 17) & 255
  })
  return { width: side, height: side, rgb }
}

const colours = ['red', 'blue', 'yellow', 'green', 'purple', 'orange']
const subjects = ['bird', 'fish', 'fox', 'cat', 'house', 'butterfly']
const after = (list: readonly string[], item: string): string => list[(list.indexOf(item) + 1) % list.length]!

/** Pictures of the shipped model, asked about what they were drawn from and about what they were not. */
async function rightness(): Promise<string> {
  const model = await openModel(pictureBook, { device: 'cpu' })
  const beliefs = new Map<string, number[]>()
  const note = (what: string, belief: number) => beliefs.set(what, [...(beliefs.get(what) ?? []), belief])
  await inScratch(async folder => {
    for (const colour of colours)
      for (const subject of subjects) {
        const image = join(folder, `${colour} ${subject}.png`)
        writeFileSync(image, encodePlain(await drawn(model, `a ${colour} ${subject}`)))
        const ask = beliefsIn(image)
        const told = await ask(`a ${colour} ${subject}`)
        note('as asked for: the colour', told[0]!)
        note('as asked for: the subject', told[1]!)
        const otherColour = await ask(`a ${after(colours, colour)} ${subject}`)
        note('another colour: the colour', otherColour[0]!)
        note('another colour: the subject beside it', otherColour[1]!)
        const otherSubject = await ask(`a ${colour} ${after(subjects, subject)}`)
        note('another subject: the subject', otherSubject[1]!)
        note('another subject: the colour beside it', otherSubject[0]!)
      }
  })
  await model.release()
  return table(
    [
      `${colours.length * subjects.length} pictures`,
      ...thresholds.map(threshold => `called missing at ${threshold}`),
      'should be',
    ],
    Array.from(beliefs, ([what, all]) => [
      what,
      ...thresholds.map(threshold => `${all.filter(belief => belief < threshold).length}`),
      /another colour: the colour|another subject: the subject$/.test(what) ? 'all' : 'none',
    ]),
  )
}

const thresholds = [0.5, 0.7, 0.9]

async function drawn(model: Model, prompt: string): Promise<Picture> {
  const { width, height, rgb } = await paint(model, { prompt })
  return { width, height, rgb: Uint8Array.from(rgb) }
}

type Ask = (prompt: string) => Promise<number[]>

/** What is believed of each phrase of a prompt. */
const beliefsIn =
  (image: string): Ask =>
  async prompt => {
    const { images } = await handlers['score.missing'](
      engineContract['score.missing'].input.parse({
        folder: pictureBook,
        device: 'cpu',
        images: [image],
        prompt,
      }),
      context,
    )
    return images[0]!.phrases.map(({ belief }) => belief)
  }
