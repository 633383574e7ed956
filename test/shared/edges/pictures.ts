import { readFileSync } from 'node:fs'
import { decode } from 'fast-png'
import type { Rgba } from '#shared/edges/plane.ts'

/** A picture of greys 0..1, or of colours, by a function of its pixels. */
export function picture(
  width: number,
  height: number,
  at: (x: number, y: number) => number | readonly [number, number, number],
): Rgba {
  const data = new Uint8ClampedArray(4 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const said = at(x, y)
      const rgb = typeof said === 'number' ? [said, said, said] : said
      data.set([...rgb.map(one => Math.round(255 * one)), 255], 4 * (y * width + x))
    }
  return { width, height, data }
}

/** 1 within a disc, 0 without, its edge one pixel soft. */
export const disc =
  (cx: number, cy: number, radius: number) =>
  (x: number, y: number): number =>
    Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(x - cx, y - cy)))

export function readGrey(name: string): { width: number; height: number; grey: Uint8Array } {
  const { width, height, data } = decode(readFileSync(new URL(name, import.meta.url)))
  return { width, height, grey: new Uint8Array(data) }
}

/** Lines that hang together, diagonally too: how many pixels each has. */
export function components(lines: Uint8Array, width: number): number[] {
  const seen = new Set<number>()
  const sizes: number[] = []
  lines.forEach((on, start) => {
    if (!on || seen.has(start)) return
    const line = [start]
    seen.add(start)
    for (const i of line)
      for (const row of [i - width, i, i + width])
        for (const next of [row - 1, row, row + 1])
          if (lines[next] && !seen.has(next)) {
            seen.add(next)
            line.push(next)
          }
    sizes.push(line.length)
  })
  return sizes
}

/** Whether going in steps to the four sides one cannot come from one pixel to another without crossing a line. */
export function parts(lines: Uint8Array, width: number, from: number, to: number): boolean {
  const seen = new Set([from])
  const open = [from]
  for (const i of open) {
    if (i === to) return false
    const sides = [i - width, i + width, ...(i % width ? [i - 1] : []), ...((i + 1) % width ? [i + 1] : [])]
    for (const next of sides)
      if (next >= 0 && next < lines.length && !lines[next] && !seen.has(next)) {
        seen.add(next)
        open.push(next)
      }
  }
  return true
}

/** Repeatable noise of about normal shape, mean 0, variance 1. */
export function noise(): () => number {
  let state = 12345
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6)
}
