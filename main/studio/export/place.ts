import type { Picture } from '#engine/pipeline/decode.ts'

/** Lays a picture into a larger one, its upper left corner at (x, y); it must lie within. */
export function place(sheet: Picture, { width, height, rgb }: Picture, x: number, y: number): void {
  for (let row = 0; row < height; row++)
    sheet.rgb.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), ((y + row) * sheet.width + x) * 3)
}
