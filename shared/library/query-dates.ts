/** From when, and until before when, ms since 1970; null is open. Days are those of this machine's clock. */
export type DateRange = { from: number | null; until: number | null }

const day = (year: number, month: number, date: number) => new Date(year, month, date).getTime()

/** A year, a month or a day. */
function named(text: string): { from: number; until: number } | null {
  const [, y, m, d] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text) ?? []
  if (y === undefined) return null
  const [year, month, date] = [Number(y), Number(m ?? 1) - 1, Number(d ?? 1)]
  const from = new Date(year, month, date)
  // The 31st of February is no day.
  if (from.getFullYear() !== year || from.getMonth() !== month || from.getDate() !== date) return null
  const until =
    m === undefined
      ? day(year + 1, 0, 1)
      : d === undefined
        ? day(year, month + 1, 1)
        : day(year, month, date + 1)
  return { from: from.getTime(), until }
}

const units = { d: 1, w: 7, m: 30, y: 365 } as const

/**
 * What a person calls a time: `2026-11`, `>=2026-11-01`, `2026-10..2026-11`, `today`, `yesterday`, or `7d` for the last
 * seven days (d, w, m, y). Null: not understood.
 */
export function dateRange(text: string, now: number): DateRange | null {
  const today = new Date(now)
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()]
  if (text === 'today') return { from: day(year, month, date), until: null }
  if (text === 'yesterday') return { from: day(year, month, date - 1), until: day(year, month, date) }
  const [, count, unit] = /^(\d{1,4})([dwmy])$/.exec(text) ?? []
  if (count !== undefined)
    return {
      from: day(year, month, date + 1 - Number(count) * units[unit as keyof typeof units]),
      until: null,
    }
  const [first, last] = text.split('..')
  if (last !== undefined) {
    const [a, b] = [first ? named(first) : null, last ? named(last) : null]
    if ((first && !a) || (last && !b) || (!a && !b)) return null
    return { from: a?.from ?? null, until: b?.until ?? null }
  }
  const [, how = '', rest = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(text) ?? []
  const span = named(rest)
  if (!span) return null
  const { from, until } = span
  return {
    '': { from, until },
    '=': { from, until },
    '>=': { from, until: null },
    '>': { from: until, until: null },
    '<': { from: null, until: from },
    '<=': { from: null, until },
  }[how]!
}
