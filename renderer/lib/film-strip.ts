/** One small picture of a film strip: which frame it shows, and where it lies, in CSS pixels. */
export type Cell = { frame: number; x: number; width: number }

const least = 40

/**
 * Divides a strip among the frames: one cell each while they are wide enough, else as many as fit, each with the frame
 * at its middle.
 */
export function cellsOf(frames: number, width: number): Cell[] {
  const count = Math.max(1, Math.min(frames, Math.floor(width / least)))
  if (!frames || width <= 0) return []
  const each = width / count
  return Array.from({ length: count }, (_, n) => ({
    frame: Math.min(frames - 1, Math.floor(((n + 0.5) * frames) / count)),
    x: n * each,
    width: each,
  }))
}

/** The part of a picture that fills a cell: cut at the sides, or shown whole in the middle where there is room. */
export function fill(
  picture: { width: number; height: number },
  cell: { x: number; width: number },
  height: number,
): {
  source: [x: number, y: number, w: number, h: number]
  target: [x: number, y: number, w: number, h: number]
} {
  const whole = (picture.width / picture.height) * height
  const wide = Math.min(whole, cell.width)
  const cut = (wide / whole) * picture.width
  return {
    source: [(picture.width - cut) / 2, 0, cut, picture.height],
    target: [cell.x + (cell.width - wide) / 2, 0, wide, height],
  }
}

/** The frame under a point of the strip. */
export const frameAt = (x: number, width: number, frames: number): number =>
  Math.min(frames - 1, Math.max(0, Math.floor((x / Math.max(1, width)) * frames)))

/** The middle of a frame on the strip, as a share of its width. */
export const middleOf = (frame: number, frames: number): number => (frame + 0.5) / Math.max(1, frames)

/** Where a key leads from a frame, or null when it is none of the strip's. */
export function stripKey(key: string, shift: boolean, at: number, frames: number): number | null {
  const by = shift ? 5 : 1
  const to = {
    ArrowLeft: at - by,
    ArrowDown: at - by,
    ArrowRight: at + by,
    ArrowUp: at + by,
    PageDown: at - 5,
    PageUp: at + 5,
    Home: 0,
    End: frames - 1,
  }[key]
  return to === undefined ? null : Math.min(frames - 1, Math.max(0, to))
}
