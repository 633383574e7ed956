import type { Picture } from '#engine/pipeline/decode.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { lines, write } from '../export/label.ts'
import { place } from '../export/place.ts'
import { letterSize } from '../export/spleen.ts'

export type GridSheet = {
  /** What it is a grid of, above all. */
  title: string
  columns: readonly string[]
  rows: readonly string[]
  /** The picture of a column and row, or null where there is none; read one by one. */
  pictureAt: (column: number, row: number) => Promise<Picture | null>
}

const [gap, margin, most] = [8, 24, 24_000_000] as const
const [paper, empty, ink, faint] = [
  [250, 250, 248],
  [232, 232, 228],
  [30, 30, 32],
  [110, 110, 116],
] as const
const lineHeight = letterSize.height + 2

type Size = { width: number; height: number }

/** How large a cell may be so that the sheet has at most 24 million pixels. */
export function cellSize(picture: Size, columns: number, rows: number): Size {
  const scale = Math.min(1, Math.sqrt(most / (columns * rows * picture.width * picture.height)))
  return {
    width: Math.max(16, Math.floor(picture.width * scale)),
    height: Math.max(16, Math.floor(picture.height * scale)),
  }
}

/** Pictures in rows and columns with what each stands for written beside them, as a PNG. `cell`: the room of one. */
export async function gridSheet(
  { title, columns, rows, pictureAt }: GridSheet,
  cell: Size,
): Promise<Uint8Array> {
  const letters = Math.max(4, Math.floor(cell.width / letterSize.width))
  const heads = columns.map(text => lines(text, letters, 3))
  const sides = rows.map(text => lines(text, 18, Math.max(1, Math.floor(cell.height / lineHeight))))
  const left = Math.max(0, ...sides.flat().map(line => Array.from(line).length)) * letterSize.width
  const above = lineHeight + gap + Math.max(0, ...heads.map(head => head.length)) * lineHeight
  const origin = { x: margin + (left ? left + gap : 0), y: margin + above + gap }
  const sheet = {
    width: origin.x + columns.length * (cell.width + gap) - gap + margin,
    height: origin.y + rows.length * (cell.height + gap) - gap + margin,
    rgb: new Uint8Array(0),
  }
  sheet.rgb = new Uint8Array(sheet.width * sheet.height * 3)
  fill(sheet, paper, 0, 0, sheet.width, sheet.height)
  const wide = Math.floor((sheet.width - 2 * margin) / letterSize.width)
  write(sheet, lines(title, wide, 1)[0] ?? '', margin, margin, ink)
  for (const [i, head] of heads.entries())
    for (const [n, line] of head.entries())
      write(sheet, line, origin.x + i * (cell.width + gap), margin + lineHeight + gap + n * lineHeight, faint)
  for (const [j, side] of sides.entries())
    for (const [n, line] of side.entries())
      write(sheet, line, margin, origin.y + j * (cell.height + gap) + n * lineHeight, faint)
  for (let j = 0; j < rows.length; j++)
    for (let i = 0; i < columns.length; i++) {
      const [x, y] = [origin.x + i * (cell.width + gap), origin.y + j * (cell.height + gap)]
      const picture = await pictureAt(i, j)
      if (!picture) fill(sheet, empty, x, y, cell.width, cell.height)
      else
        place(
          sheet,
          picture,
          x + ((cell.width - picture.width) >> 1),
          y + ((cell.height - picture.height) >> 1),
        )
    }
  return encodePlain(sheet)
}

function fill(sheet: Picture, colour: readonly number[], x: number, y: number, w: number, h: number): void {
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) sheet.rgb.set(colour, (row * sheet.width + column) * 3)
}
