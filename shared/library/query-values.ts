import { dateRange } from './query-dates.ts'
import { colourLabels, type QueryFlag, type QueryKind, queryFlags } from './query-fields.ts'

/** `range`: both ends belong to it; null is open. `until` of a date does not belong to it. */
export type QueryValue =
  | { kind: 'words' | 'exact' | 'name' | 'part' | 'seed'; text: string }
  | { kind: 'range'; from: number | null; to: number | null }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'date'; from: number | null; until: number | null }
  | { kind: 'label'; label: string }
  | { kind: 'flag'; flag: QueryFlag }
  /** `picture`: the text is an id, or the start of one. */
  | { kind: 'likeness'; text: string; picture: boolean }

type Reader = (text: string, now: number, quoted: boolean) => QueryValue | string

const number = String.raw`\d+(?:\.\d+)?`
const compared = new RegExp(`^(>=|<=|>|<|=)?(${number})$`)
const between = new RegExp(`^(${number})?\\.\\.(${number})?$`)
/** Less than this apart, two numbers of settings are one. */
const tiny = 1e-9

function range(text: string): QueryValue | string {
  const span = between.exec(text)
  if (span && text !== '..') {
    const [from, to] = [span[1], span[2]].map(end => (end === undefined ? null : Number(end)))
    return { kind: 'range', from: from!, to: to! }
  }
  const [, how = '=', digits] = compared.exec(text) ?? []
  if (digits === undefined) return `${text} is no number; >10, <=10 and 10..20 are understood too`
  const value = Number(digits)
  const [from, to] = {
    '=': [value, value],
    '>': [value + tiny, null],
    '>=': [value, null],
    '<': [null, value - tiny],
    '<=': [null, value],
  }[how] as [number | null, number | null]
  return { kind: 'range', from, to }
}

/** As short as ids are shown; no word is as long with these letters alone. */
const startOfId = /^[0-9a-f]{8,64}$/

const readers: Record<QueryKind, Reader> = {
  words: text => (text.startsWith('=') ? { kind: 'exact', text: text.slice(1) } : { kind: 'words', text }),
  name: text => ({ kind: 'name', text }),
  part: text => ({ kind: 'part', text }),
  seed: text =>
    /^\d{1,20}$/.test(text)
      ? { kind: 'seed', text: String(BigInt(text)) }
      : `${text} is no seed: a whole number`,
  number: range,
  size: text => {
    const [, width, height] = /^(\d+)[x×](\d+)$/.exec(text) ?? []
    return width === undefined ? range(text) : { kind: 'size', width: Number(width), height: Number(height) }
  },
  label: text =>
    text === 'none' || (colourLabels as readonly string[]).includes(text)
      ? { kind: 'label', label: text === 'none' ? '' : text }
      : `${text} is no label: ${colourLabels.join(', ')} or none`,
  date: (text, now) => {
    const found = dateRange(text, now)
    return found ? { kind: 'date', ...found } : `${text} is no date: 2026, 2026-11, 2026-11-24, today or 7d`
  },
  flag: text =>
    (queryFlags as readonly string[]).includes(text)
      ? { kind: 'flag', flag: text as QueryFlag }
      : `A picture is never “${text}”: ${queryFlags.join(', ')}`,
  likeness: (text, _, quoted) => ({ kind: 'likeness', text, picture: !quoted && startOfId.test(text) }),
}

/** What a value means, or a sentence that says why nothing. */
export const readValue = (kind: QueryKind, text: string, now: number, quoted: boolean): QueryValue | string =>
  readers[kind](text, now, quoted)
