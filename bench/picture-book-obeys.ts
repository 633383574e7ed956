import type { Model } from '#engine/model/open.ts'
import { cosine } from '#engine/scorer/belief.ts'
import type { Scorer } from '#engine/scorer/open.ts'
import { nounsOf, wordsOf } from '#engine/scorer/words.ts'
import { mean, spearman } from './correlate.ts'
import { drawnSketches, type Sketch } from './drawn-sketches.ts'
import { measure, type Pixels } from './measure-picture.ts'
import { paint } from './paint.ts'
import { things } from './picture-book-things.ts'
import { filled, iou, subjectMask } from './subject-mask.ts'

/** Shares from 0 to 1 but for what says otherwise. */
export type Obeyed = {
  subject: number
  subjectOfFive: number
  colour: number
  /** Median, degrees of hue. */
  colourError: number
  /** Rank correlation of what was asked with what was measured, -1 to 1, mean over subjects. */
  size: number
  x: number
  y: number
  /** Silhouette IoU with the filled outline, mean. */
  sketch: number
  noSketch: number
}

type Options = {
  model: Model
  scorer: Scorer
  /** Pictures of each of the four kinds: subjects, colours, knobs, sketches. */
  count: number
  steps?: number
}

/** Centres of what the words mean on the wheel (training/data/colours.py), degrees. */
const hues = { red: 0, orange: 26, yellow: 49, green: 122, teal: 176, blue: 213, purple: 272, pink: 334 }
const painted = ['fox', 'whale', 'car', 'butterfly', 'cat', 'bird', 'fish', 'house', 'balloon', 'elephant']
const turned = ['fox', 'apple', 'car', 'penguin']

/** How well a model does what words, knobs and sketches say, on fixed prompts and seeds, read from its pixels. */
export async function obeyed({ model, scorer, count, steps }: Options): Promise<Obeyed> {
  const draw: Draw = (asked, ink) => paint(model, { ...asked, ...(steps && { steps }) }, ink)
  return {
    ...(await subjectsSeen(draw, scorer, count)),
    ...(await coloursSeen(draw, count)),
    ...(await knobsSeen(draw, count)),
    ...(await sketchesSeen(draw, count)),
  }
}

type Draw = (asked: object, ink?: Uint8Array) => Promise<Pixels>

async function subjectsSeen(draw: Draw, scorer: Scorer, count: number) {
  const words = nounsOf(await wordsOf(scorer.folder))
  const vectors = await scorer.texts(words.map(word => `a ${word}`))
  const ranks: number[] = []
  for (let n = 0; n < count; n++) {
    const word = things[n % things.length]!
    const picture = await draw({ prompt: `a ${word}`, seed: 101 + n })
    const [seen] = await scorer.pictures([{ ...picture, rgb: Uint8Array.from(picture.rgb) }])
    const scores = vectors.map(vector => cosine(vector, seen!))
    const own = scores[words.indexOf(word)] ?? Number.NEGATIVE_INFINITY
    ranks.push(scores.filter(score => score > own).length)
  }
  return {
    subject: mean(ranks.map(rank => Number(rank === 0))),
    subjectOfFive: mean(ranks.map(rank => Number(rank < 5))),
  }
}

const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180)

async function coloursSeen(draw: Draw, count: number) {
  const names = Object.keys(hues) as (keyof typeof hues)[]
  const errors: number[] = []
  for (let n = 0; n < count; n++) {
    const name = names[n % names.length]!
    const subject = painted[(n + Math.floor(n / names.length)) % painted.length]!
    const picture = await draw({ prompt: `a ${name} ${subject}, white background`, seed: 201 + n })
    errors.push(apart(measure(picture).hue, hues[name]))
  }
  return {
    colour: mean(errors.map(error => Number(error <= 30))),
    colourError: [...errors].sort((a, b) => a - b)[errors.length >> 1] ?? 0,
  }
}

const turns = {
  size: [0.25, 0.4, 0.55, 0.7, 0.85],
  x: [0.25, 0.38, 0.5, 0.62, 0.75],
  y: [0.25, 0.38, 0.5, 0.62, 0.75],
} as const

async function knobsSeen(draw: Draw, count: number) {
  const out = { size: 0, x: 0, y: 0 }
  const each = Math.max(1, Math.round(count / 15))
  for (const name of ['size', 'x', 'y'] as const) {
    const found: number[] = []
    for (let n = 0; n < each; n++) {
      const measured: number[] = []
      for (const value of turns[name]) {
        const prompt = `a ${turned[n % turned.length]!}, white background`
        const picture = await draw({
          prompt,
          seed: 301 + n,
          knobs: { x: 0.5, y: 0.5, size: 0.45, [name]: value },
        })
        const told = measure(picture)
        measured.push(name === 'size' ? Math.sqrt(told.area) : told[name])
      }
      found.push(spearman(turns[name], measured))
    }
    out[name] = mean(found)
  }
  return out
}

const side = 256

async function sketchesSeen(draw: Draw, count: number) {
  const [told, untold]: [number[], number[]] = [[], []]
  for (let n = 0; n < count; n++) {
    const sketch = drawnSketches[n % drawnSketches.length]!
    const asked = { prompt: sketch.words, seed: 401 + n }
    const wanted = insideOf(sketch)
    const picture = await draw(asked, inked(sketch))
    told.push(iou(subjectMask(picture), wanted))
    if (n < drawnSketches.length) untold.push(iou(subjectMask(await draw(asked)), wanted))
  }
  return { sketch: mean(told), noSketch: mean(untold) }
}

/** A sketch's lines three pixels wide, white on black, [256 x 256]. */
export function inked({ outline, lines }: Sketch): Uint8Array {
  const ink = new Uint8Array(side * side)
  for (const line of [[...outline, outline[0]!], ...lines])
    for (let i = 0; i + 1 < line.length; i++) {
      const [[x1, y1], [x2, y2]] = [line[i]!, line[i + 1]!]
      const dots = Math.ceil(Math.hypot(x2 - x1, y2 - y1) * side * 2)
      for (let k = 0; k <= dots; k++) {
        const [x, y] = [(x1 + ((x2 - x1) * k) / dots) * side, (y1 + ((y2 - y1) * k) / dots) * side]
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const [px, py] = [Math.floor(x) + dx, Math.floor(y) + dy]
            if (px >= 0 && py >= 0 && px < side && py < side) ink[py * side + px] = 255
          }
      }
    }
  return ink
}

/** 1 per pixel within the outline. */
const insideOf = ({ outline }: Sketch): Uint8Array =>
  filled(
    Uint8Array.from(inked({ words: '', outline, lines: [] }), value => Number(value > 0)),
    side,
    side,
  )
