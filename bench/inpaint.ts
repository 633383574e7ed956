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
    const pictures: Uint8Array[] = []
    for (const [i, prompt] of subjects.entries()) pictures.push(plainly(await draw({ prompt, seed: i + 1 })))
    const rows: string[][] = []
    for (const [name, inMask] of Object.entries(masks)) {
      const masked = cover(inMask)
      const tell = (how: string, drawn: readonly Uint8Array[]) => {
        const seams = drawn.map(png => seamOf(pixelsOf(png), masked, clear))
        rows.push([name, how, ratio(seams, 'edge'), ratio(seams, 'roughest')])
      }
      tell('as it was', pictures)
      for (const [how, startOf] of Object.entries(ways)) {
        const drawn: Uint8Array[] = []
        for (const [i, picture] of pictures.entries()) {
          const { files, ...start } = startOf(picture, masked)
          const assets = Object.fromEntries(files.map(bytes => [idOf(bytes), bytes]))
          drawn.push(await draw({ prompt: subjects[i]!, seed: 100 + i, conditions: { start } }, assets))
        }
        tell(how, drawn)
      }
    }
    return table(['part', 'drawn anew', 'edge', 'roughest line'], rows)
  })
}

type Way = (
  picture: Uint8Array,
  masked: Uint8Array,
) => { files: Uint8Array[]; image: string; strength: number }

const withMask =
  (strength: number): Way =>
  (picture, masked) => {
    const mask = encode({
      width: side,
      height: side,
      channels: 1,
      depth: 8,
      data: masked.map(one => one * 255),
    })
    return { files: [picture, mask], image: idOf(picture), mask: idOf(mask), strength }
  }

/** The part is not there at all, as when the box is moved beyond the image. */
const withHole =
  (strength: number): Way =>
  (picture, masked) => {
    const { rgb } = pixelsOf(picture)
    const data = Uint8Array.from({ length: side * side * 4 }, (_, i) =>
      i % 4 < 3 ? rgb[Math.floor(i / 4) * 3 + (i % 4)]! : 255 * (1 - masked[Math.floor(i / 4)]!),
    )
    const image = encode({ width: side, height: side, channels: 4, depth: 8, data })
    return { files: [image], image: idOf(image), strength }
  }

const ways: Record<string, Way> = {
  'masked, strength 1': withMask(1),
  'masked, strength 0.75': withMask(0.75),
  'transparent, strength 0': withHole(0),
  'transparent, strength 0.3': withHole(0.3),
}

/** Pixels alone: what was drawn is drawn on as if it came from anywhere. */
const plainly = (png: Uint8Array): Uint8Array => {
  const { width, height, data } = decode(png)
  return encode({ width, height, data, channels: 3, depth: 8 })
}

const cover = (inMask: Mask): Uint8Array =>
  Uint8Array.from({ length: side * side }, (_, i) => (inMask(i % side, Math.floor(i / side)) ? 1 : 0))

/** Energy along the edge as a share of that within, over all pictures together. */
const ratio = (seams: readonly Seam[], where: 'edge' | 'roughest'): string => {
  const sum = (key: keyof Seam) => seams.reduce((total, seam) => total + seam[key], 0)
  return (sum(where) / sum('inside')).toFixed(2)
}
