/** Bytes `from` up to, not with, `to`. */
export type Span = { from: number; to: number }

/** A file is kept account of in pieces of so many bytes: what is lost when a program is killed is less than one per stream. */
export const pieceBytes = 4 << 20
/** What one request asks for at most. */
export const requestBytes = 64 << 20

export const pieceCount = (bytes: number): number => Math.ceil(bytes / pieceBytes)

export const pieceSpan = (bytes: number, piece: number): Span => ({
  from: piece * pieceBytes,
  to: Math.min(bytes, (piece + 1) * pieceBytes),
})

export const bytesIn = (bytes: number, pieces: Iterable<number>): number => {
  let sum = 0
  for (const piece of pieces) {
    const { from, to } = pieceSpan(bytes, piece)
    sum += to - from
  }
  return sum
}

/**
 * What is still to be asked for: runs of pieces that neither have come nor are being asked for, none longer than
 * `most` bytes.
 */
export function missing(bytes: number, has: (piece: number) => boolean, most = requestBytes): Span[] {
  const spans: Span[] = []
  for (let piece = 0; piece < pieceCount(bytes); piece++) {
    if (has(piece)) continue
    const { from, to } = pieceSpan(bytes, piece)
    const last = spans.at(-1)
    if (last && last.to === from && to - last.from <= most) last.to = to
    else spans.push({ from, to })
  }
  return spans
}

/** `bytes 10-19/100`; null for what is not of that form. `of` is null where the server does not say. */
export function parseContentRange(text: string | null): (Span & { of: number | null }) | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(text?.trim() ?? '')
  if (!match) return null
  return { from: Number(match[1]), to: Number(match[2]) + 1, of: match[3] === '*' ? null : Number(match[3]) }
}
