import type { Picture } from '#engine/pipeline/decode.ts'
import { letterRanges, letterRows, letterSize } from './spleen.ts'

type Colour = readonly [number, number, number]
const unknown = 0x25a1

/** Where a code point's letter begins among the rows; undefined for one that the font lacks. */
function placeOf(code: number): number | undefined {
  let before = 0
  for (const [first, last] of letterRanges) {
    if (code >= first && code <= last) return (before + code - first) * letterSize.height
    before += last - first + 1
  }
  return undefined
}

/** Letters that can be written: without their accents where only those are missing, else an empty square. */
export function writable(text: string): number[] {
  return Array.from(text.normalize('NFC').replace(/\s+/g, ' '), letter => {
    const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '').codePointAt(0)
    const codes = [letter.codePointAt(0)!, ...(bare === undefined ? [] : [bare])]
    return codes.find(code => placeOf(code) !== undefined) ?? unknown
  })
}

/** Breaks a text into at most so many lines, between words where it can; what is left over ends in an ellipsis. */
export function lines(text: string, columns: number, most: number): string[] {
  const out: string[] = []
  let rest = Array.from(text.normalize('NFC').replace(/\s+/g, ' ').trim())
  while (rest.length && out.length < most) {
    if (rest.length <= columns) {
      out.push(rest.join(''))
      break
    }
    if (out.length === most - 1) {
      out.push(
        `${rest
          .slice(0, columns - 1)
          .join('')
          .trimEnd()}…`,
      )
      break
    }
    const space = rest.lastIndexOf(' ', columns)
    const end = space > columns / 2 ? space : columns
    out.push(rest.slice(0, end).join(''))
    rest = rest.slice(rest[end] === ' ' ? end + 1 : end)
  }
  return out
}

/** Writes one line into a picture, its upper left corner at (x, y); what lies outside is left out. */
export function write(
  { width, height, rgb }: Picture,
  text: string,
  x: number,
  y: number,
  colour: Colour,
): void {
  for (const [n, code] of writable(text).entries()) {
    const at = placeOf(code)!
    for (let row = 0; row < letterSize.height; row++) {
      const bits = letterRows[at + row]!
      for (let column = 0; column < letterSize.width; column++) {
        const [px, py] = [x + n * letterSize.width + column, y + row]
        if (!((bits >> (7 - column)) & 1) || px < 0 || py < 0 || px >= width || py >= height) continue
        rgb.set(colour, (py * width + px) * 3)
      }
    }
  }
}
