import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import { engineHandlers } from '#engine/handlers.ts'
import type { Assets } from '#shared/conditions.ts'
import { engineContract } from '#shared/engine-contract.ts'
import type { Pixels } from './measure-picture.ts'
import { inScratch, pictureBook } from './picture.ts'
import { type Seam, seamOf } from './seam.ts'
import { table } from './table.ts'

const side = 128
const steps = 20
const subjects = [
  'a red bird on a branch',
  'a blue fish in the sea',
  'a yellow house on a hill',
  'a green tree under the moon',
  'a purple flower in the grass',
  'an orange cat on the sand',
  'a teal boat on the water',
  'a pink star in the night',
]
type Mask = (x: number, y: number) => boolean
const masks: Record<string, Mask> = {
  'right half': x => x >= 64,
  rectangle: (x, y) => x >= 37 && x < 93 && y >= 29 && y < 77,
  ellipse: (x, y) => ((x - 66) / 40) ** 2 + ((y - 62) / 27) ** 2 < 1,
  'slanted stroke': (x, y) => Math.abs(x - y * 0.6 - 25) < 14,
}
/** Pixels that no edge of a mask, however soft, comes near. */
const clear = 8

const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pixelsOf = (png: Uint8Array): Pixels => {
  const { width, height, data } = decode(png)
  return { width, height, rgb: data }
}

/** How much rougher pictures are across the edge of what was drawn anew than within it; 1 is no seam at all. */
export default async function inpaint(): Promise<string> {
  const handlers = engineHandlers()
  return inScratch(async scratch => {
    const draw = async (generation: object, assets: Assets = {}): Promise<Uint8Array> => {
      const file = join(scratch, 'drawn.png')
      const request = engineContract['generate.run'].input.parse({
        folder: pictureBook,
        device: 'cpu',
        generation: { steps, ...generation },
        files: [file],
        assets,
      })
      await handlers['generate.run'](request, { signal: new AbortController().signal, emit: () => {} })
      return readFileSync(file)
    }
    const rows: string[][] = []
    const pictures = []
    for (const [i, prompt] of subjects.entries()) pictures.push(plainly(await draw({ prompt, seed: i + 1 })))
    for (const [name, inMask] of Object.entries(masks)) {
      const masked = cover(inMask)
      const before: Seam[] = pictures.map(png => seamOf(pixelsOf(png), masked, clear))
      const row = [name, ratio(before, 'edge'), ratio(before, 'roughest')]
      for (const strength of [1, 0.75]) {
        const after: Seam[] = []
        for (const [i, image] of pictures.entries()) {
          const mask = maskPng(masked)
          const start = { image: idOf(image), mask: idOf(mask), strength }
          const drawn = await draw(
            { prompt: subjects[i]!, seed: 100 + i, conditions: { start } },
            { [idOf(image)]: image, [idOf(mask)]: mask },
          )
          after.push(seamOf(pixelsOf(drawn), masked, clear))
        }
        row.push(ratio(after, 'edge'), ratio(after, 'roughest'))
      }
      rows.push(row)
    }
    return table(
      [
        'mask',
        'before: edge',
        'roughest line',
        'strength 1: edge',
        'roughest line',
        'strength 0.75: edge',
        'roughest line',
      ],
      rows,
    )
  })
}

/** Pixels alone: what was drawn is drawn on as if it came from anywhere. */
const plainly = (png: Uint8Array): Uint8Array => {
  const { width, height, data } = decode(png)
  return encode({ width, height, data, channels: 3, depth: 8 })
}

const cover = (inMask: Mask): Uint8Array =>
  Uint8Array.from({ length: side * side }, (_, i) => (inMask(i % side, Math.floor(i / side)) ? 1 : 0))

const maskPng = (masked: Uint8Array): Uint8Array =>
  encode({ width: side, height: side, channels: 1, depth: 8, data: masked.map(one => one * 255) })

/** Energy along the edge as a share of that within, over all pictures together. */
const ratio = (seams: readonly Seam[], where: 'edge' | 'roughest'): string => {
  const sum = (key: keyof Seam) => seams.reduce((total, seam) => total + seam[key], 0)
  return (sum(where) / sum('inside')).toFixed(2)
}
