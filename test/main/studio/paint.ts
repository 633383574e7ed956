import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { encodePicture, encodePlain, sha256 } from '#engine/png/picture-file.ts'
import { generation } from '#shared/generation.ts'
import { type PictureRecord, pictureRecord } from '#shared/png/record.ts'

/** A picture of one colour with a few other pixels: `n` makes it unlike every other. */
export function pixels(n: number, side = 8) {
  const rgb = new Uint8Array(side * side * 3).fill(n % 256)
  rgb[0] = n >> 8
  rgb[1] = n >> 16
  return { width: side, height: side, rgb }
}

export const recordOf = (n: number, prompt: string, side = 8): PictureRecord =>
  pictureRecord.parse({
    format: 1,
    settings: generation.parse({
      prompt,
      negative: 'rain',
      seed: n,
      steps: 4,
      guidance: 1,
      sampler: 'ddim',
      schedule: 'normal',
      width: side,
      height: side,
    }),
    batch: { size: 1, index: 0 },
    model: { id: 'picturebook', hash: 'f'.repeat(64) },
    device: 'cpu',
    versions: { reroll: '0.1.0', onnxruntime: '1.30.0' },
    pixels: sha256(pixels(n, side).rgb),
  })

/** A picture as the engine writes it. */
export function paint(file: string, n: number, prompt = 'a red bird', side = 8): string {
  mkdirSync(dirname(file), { recursive: true })
  const record = recordOf(n, prompt, side)
  writeFileSync(file, encodePicture(pixels(n, side), record))
  return record.pixels
}

/** A picture from elsewhere, without a word about its making. */
export function paintPlain(file: string, n: number, side = 8): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, encodePlain(pixels(n, side)))
  return sha256(pixels(n, side).rgb)
}
