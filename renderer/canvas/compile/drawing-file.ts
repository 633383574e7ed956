import type { Drawing } from '#shared/canvas/records.ts'

/** A drawing of more bytes as JSON is not kept beside a picture. */
const largestDrawing = 4 * 2 ** 20

/** The drawing as JSON, its records in the order of their ids; null when it is too large. */
export function drawingFile(drawing: Drawing): Uint8Array<ArrayBuffer> | null {
  const records = [...drawing.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const bytes = new TextEncoder().encode(JSON.stringify({ records }))
  return bytes.length <= largestDrawing ? bytes : null
}
