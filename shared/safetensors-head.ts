import { parseJson } from './bounded-json.ts'
import type { StudioError } from './errors.ts'

/** A tensor as the head tells it; `begin` and `end` count from the end of the head. */
type HeadEntry = { dtype: string; shape: readonly number[]; begin: number; end: number }
export type SafeHead = { metadata: Record<string, string>; entries: ReadonlyMap<string, HeadEntry> }

/** Names and shapes alone: those of the largest models known are of a few MiB. */
export const headLimit = 16 << 20

/**
 * The head of a safetensors file, `data` bytes of numbers behind it. `widths` are the bytes of a number by type. What
 * reaches beyond the file, does not fit its shape, or lies on another tensor is refused, as by the reference implementation.
 * Errors: what `refuse` makes of the reason.
 */
export function parseHead(
  head: Uint8Array,
  data: number,
  widths: Readonly<Record<string, number>>,
  refuse: (why: string) => StudioError,
): SafeHead {
  const { __metadata__, ...told } = objectOf(head, refuse)
  const entries = new Map<string, HeadEntry>()
  for (const [key, value] of Object.entries(told)) {
    const { dtype, shape, data_offsets } = (value ?? {}) as Record<string, unknown>
    const width = typeof dtype === 'string' && Object.hasOwn(widths, dtype) ? widths[dtype] : undefined
    if (!width || !isShape(shape))
      throw refuse(
        `"${key}" has a type that is not expected: ${String(dtype)}, not ${Object.keys(widths).join(', ')}`,
      )
    const [begin, end] = isShape(data_offsets) ? data_offsets : []
    if (begin === undefined || end === undefined || end > data || end - begin !== sizeOf(shape, width))
      throw refuse(`"${key}" is cut short`)
    entries.set(key, { dtype: dtype as string, shape, begin, end })
  }
  refuseOverlaps(entries, refuse)
  const texts = Object.entries(__metadata__ ?? {}).filter(([, text]) => typeof text === 'string')
  return { metadata: Object.fromEntries(texts) as Record<string, string>, entries }
}

/** As a double, so that what overflows is too much rather than little. */
const sizeOf = (shape: readonly number[], width: number) => shape.reduce((product, n) => product * n, width)

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= 64 && value.every(n => Number.isSafeInteger(n) && n >= 0)

function refuseOverlaps(entries: ReadonlyMap<string, HeadEntry>, refuse: (why: string) => StudioError): void {
  const inOrder = [...entries].filter(([, { begin, end }]) => end > begin)
  inOrder.sort(([, a], [, b]) => a.begin - b.begin)
  for (let i = 1; i < inOrder.length; i++) {
    const [[before, { end }], [key, { begin }]] = [inOrder[i - 1]!, inOrder[i]!]
    if (begin < end) throw refuse(`"${key}" lies on "${before}"`)
  }
}

function objectOf(bytes: Uint8Array, refuse: (why: string) => StudioError): Record<string, unknown> {
  let head: unknown
  try {
    head = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuse('its head cannot be read')
  }
  if (typeof head === 'object' && head !== null && !Array.isArray(head))
    return head as Record<string, unknown>
  throw refuse('its head cannot be read')
}
