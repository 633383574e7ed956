import { snap } from './number.ts'

/** What a strip shows and a slider reaches; a number field goes to `steerLimits`. */
export const amountRange = { min: -2, max: 2, step: 0.05 } as const

/** A hand that comes near nothing means nothing. */
const reach = 0.12
export const detent = (amount: number): number => (Math.abs(amount) < reach ? 0 : amount)

/** `count` places from one end to the other, both among them; on a wheel, where they are the same, only the low one. */
export const places = (min: number, max: number, count: number, wraps = false): number[] =>
  Array.from({ length: count }, (_, n) =>
    snap(min + ((max - min) * n) / (wraps ? count : count - 1), { min, max, step: 0.01 }),
  )

/** `+1.5`, `−0.25`, `0`: a turn, with its direction. */
export const signed = (amount: number): string => {
  const text = String(Number(Math.abs(amount).toFixed(2)))
  return text === '0' ? '0' : `${amount < 0 ? '−' : '+'}${text}`
}

/** The steps in which a window acts, counted from 1; null where it holds none. */
export function stepsWithin(from: number, to: number, of: number): [first: number, last: number] | null {
  const inside = Array.from({ length: of }, (_, k) => k).filter(k => k / of >= from && k / of < to)
  return inside.length ? [inside[0]! + 1, inside.at(-1)! + 1] : null
}
