import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Model, openModel } from '#engine/model/open.ts'
import { drawnSketches } from './drawn-sketches.ts'
import type { Pixels } from './measure-picture.ts'
import { paint } from './paint.ts'
import { pictureBook, root } from './picture.ts'
import { inked } from './picture-book-obeys.ts'
import { things } from './picture-book-things.ts'
import { table } from './table.ts'

/** Pixels of a picture on a sheet, and between two. */
const [cell, gap] = [144, 4]

type Asked = Record<string, unknown>
/** What a sheet shows, row by row; `shown`: the sketch's own lines in place of a picture. */
type Sheet = { name: string; columns: number; asked: (Asked & { sketch?: number; shown?: 'lines' })[] }

const over = <T>(values: readonly T[], ask: (value: T, n: number) => Asked): Asked[] => values.map(ask)
const seeds = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const steps = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1))

const birds = [
  ...['robin', 'cardinal', 'blue jay', 'crow', 'parrot', 'toucan', 'kingfisher', 'hoopoe', 'dove', 'puffin'],
  ...['seagull', 'duck', 'swan', 'flamingo', 'heron', 'owl', 'eagle', 'peacock', 'rooster', 'chick'],
]
const colours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'brown', 'white']
const knob = (knobs: Asked, prompt = 'a fox, white background') => ({ prompt, seed: 4, knobs })
const middle = { x: 0.5, y: 0.5, size: 0.5 }
const layout = (prompt: string, ...regions: [words: string, ...box: number[]][]) => ({
  prompt,
  conditions: {
    regions: regions.map(([words, x, y, width, height]) => ({ words, rectangle: { x, y, width, height } })),
  },
})

const sheets: Sheet[] = [
  {
    name: 'words',
    columns: 10,
    asked: over(things, (thing, n) => ({ prompt: `a ${thing}`, seed: 500 + n })),
  },
  { name: 'birds', columns: 10, asked: over(birds, (bird, n) => ({ prompt: `a ${bird}`, seed: 600 + n })) },
  {
    name: 'colours',
    columns: 10,
    asked: ['cat', 'butterfly', 'car'].flatMap(thing =>
      over(colours, (colour, n) => ({ prompt: `a ${colour} ${thing}`, seed: 700 + n })),
    ),
  },
  {
    name: 'dice',
    columns: 10,
    asked: over(seeds(20), seed => ({ prompt: 'a polar bear in the snow', seed })),
  },
  {
    name: 'knobs',
    columns: 7,
    asked: [
      ...over(steps(0, 308, 7), hue => knob({ ...middle, hue: Math.round(hue) })),
      ...over(steps(0.22, 0.85, 7), size => knob({ ...middle, size })),
      ...over(steps(0.2, 0.8, 7), x => knob({ ...middle, size: 0.4, x })),
      ...over(steps(0.2, 0.8, 7), y => knob({ ...middle, size: 0.4, y })),
      ...over(steps(-45, 45, 7), angle => knob({ ...middle, angle })),
      ...over(steps(-0.8, 0.8, 7), brightness => knob({ ...middle, brightness })),
      ...over(['cream', 'sky blue', 'mint', 'pink', 'yellow', 'navy', 'coral'], background =>
        knob({ ...middle, background }, 'a fox'),
      ),
    ],
  },
  {
    name: 'sketches',
    columns: 8,
    asked: [
      ...over(drawnSketches, ({ words }, n) => ({ prompt: words, seed: 800 + n, sketch: n, shown: 'lines' })),
      ...over(drawnSketches, ({ words }, n) => ({ prompt: words, seed: 800 + n })),
      ...over(drawnSketches, ({ words }, n) => ({ prompt: words, seed: 800 + n, sketch: n })),
    ],
  },
  {
    name: 'layouts',
    columns: 6,
    asked: [
      layout('', ['a fox', 0.05, 0.4, 0.4, 0.45], ['a penguin', 0.55, 0.4, 0.4, 0.45]),
      layout('', ['a penguin', 0.05, 0.4, 0.4, 0.45], ['a fox', 0.55, 0.4, 0.4, 0.45]),
      layout('', ['a castle', 0.1, 0.1, 0.8, 0.5], ['a red car', 0.3, 0.65, 0.35, 0.25]),
      layout('', ['a yellow star', 0.6, 0.08, 0.25, 0.25], ['a blue whale', 0.1, 0.45, 0.7, 0.45]),
      layout(
        '',
        ['a red apple', 0.03, 0.35, 0.3, 0.3],
        ['a pear', 0.36, 0.35, 0.3, 0.3],
        ['a lemon', 0.68, 0.35, 0.3, 0.3],
      ),
      layout('', ['a pink tulip', 0.05, 0.1, 0.3, 0.8], ['a snail', 0.45, 0.6, 0.5, 0.3]),
    ].flatMap(one => over(seeds(2), seed => ({ ...one, seed }))),
  },
  {
    name: 'steps',
    columns: 6,
    asked: ['a blue fox in the snow', 'an orange rocket at night', 'a penguin'].flatMap(prompt =>
      over([1, 2, 4, 8, 20, 50], steps => ({ prompt, seed: 2, steps })),
    ),
  },
  {
    name: 'weak',
    columns: 8,
    asked: [
      'a red fox and a blue rabbit',
      'three yellow chicks',
      'a bird in a nest',
      'a green car on the road',
      'a village in the mountains',
      'two swans on a lake at sunset',
      'a small house under a big tree',
      'a fish on a table',
    ].flatMap(prompt => over(seeds(2), seed => ({ prompt, seed }))),
  },
]

/** Draws contact sheets of the shipped model into docs/picturebook. */
export default async function pictureBookSheets(): Promise<string> {
  const folder = join(root, 'docs/picturebook')
  mkdirSync(folder, { recursive: true })
  const model = await openModel(pictureBook, { device: 'cpu' })
  const rows: string[][] = []
  try {
    for (const { name, columns, asked } of sheets) {
      const began = performance.now()
      const pictures: Pixels[] = []
      for (const one of asked) pictures.push(await drawn(model, one))
      const file = join(folder, `${name}.webp`)
      writeFileSync(file, await sheetOf(pictures, columns))
      rows.push([
        `docs/picturebook/${name}.webp`,
        String(asked.length),
        `${((performance.now() - began) / 1000).toFixed(0)} s`,
      ])
    }
  } finally {
    await model.release()
  }
  return table(['sheet', 'pictures', 'time'], rows)
}

const side = 256

async function drawn(model: Model, { sketch, shown, ...asked }: Sheet['asked'][number]): Promise<Pixels> {
  const ink = sketch === undefined ? undefined : inked(drawnSketches[sketch]!)
  if (!ink || !shown) return paint(model, asked, ink)
  const rgb = Uint8Array.from({ length: 3 * side * side }, (_, i) => 255 - ink[Math.floor(i / 3)]!)
  return { width: side, height: side, rgb }
}

async function sheetOf(pictures: readonly Pixels[], columns: number): Promise<Buffer> {
  const rows = Math.ceil(pictures.length / columns)
  const parts = await Promise.all(
    pictures.map(async ({ width, height, rgb }, n) => ({
      input: await sharp(Uint8Array.from(rgb), { raw: { width, height, channels: 3 } })
        .resize(cell, cell)
        .png()
        .toBuffer(),
      left: gap + (n % columns) * (cell + gap),
      top: gap + Math.floor(n / columns) * (cell + gap),
    })),
  )
  const size = { width: gap + columns * (cell + gap), height: gap + rows * (cell + gap) }
  return sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
    .composite(parts)
    .webp({ quality: 80, effort: 6 })
    .toBuffer()
}
