import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { lines, write } from './label.ts'
import { place } from './place.ts'
import { letterSize } from './spleen.ts'

export type SheetCell = { picture: Picture; prompt: string; below: string }

/** In pixels: a label wants some room below the smallest pictures. It has two lines of prompt and one of numbers. */
const [narrowest, gap, margin, labelLines] = [160, 16, 24, 3] as const
const [paper, ink, faint] = [
  [250, 250, 248],
  [30, 30, 32],
  [110, 110, 116],
] as const

/** Pictures on one sheet; more go on further ones. */
export const sheetMost = 48

const labelHeight = 8 + labelLines * (letterSize.height + 2)
const columnsOf = (count: number) => Math.max(1, Math.min(6, Math.ceil(Math.sqrt(count))))

/** A sheet of small pictures, each with its words below it, as a PNG. */
export function contactSheet(cells: readonly SheetCell[]): Uint8Array {
  const columns = columnsOf(cells.length)
  const cell = Math.max(narrowest, ...cells.flatMap(({ picture }) => [picture.width, picture.height]))
  const rows = Math.ceil(cells.length / columns)
  const width = 2 * margin + columns * cell + (columns - 1) * gap
  const height = 2 * margin + rows * (cell + labelHeight) + (rows - 1) * gap
  const sheet = { width, height, rgb: new Uint8Array(width * height * 3) }
  for (let i = 0; i < sheet.rgb.length; i += 3) sheet.rgb.set(paper, i)
  for (const [i, { picture, prompt, below }] of cells.entries()) {
    const x = margin + (i % columns) * (cell + gap)
    const y = margin + Math.floor(i / columns) * (cell + labelHeight + gap)
    // In the middle, and standing on its label.
    place(sheet, picture, x + Math.floor((cell - picture.width) / 2), y + cell - picture.height)
    const letters = Math.floor(cell / letterSize.width)
    const words = lines(prompt, letters, labelLines - 1)
    for (const [n, line] of words.entries())
      write(sheet, line, x, y + cell + 8 + n * (letterSize.height + 2), ink)
    const last = y + cell + 8 + words.length * (letterSize.height + 2)
    write(sheet, lines(below, letters, 1)[0] ?? '', x, last, faint)
  }
  return encodePlain(sheet)
}
