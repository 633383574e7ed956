export type Range = { min: number; max: number; step: number }

/** Digits after the point that a step asks for: 0.05 two, 1 none. */
const decimals = (step: number): number => {
  const text = step.toString()
  const exponent = /e-(\d+)$/.exec(text)
  return exponent ? Number(exponent[1]) : (text.split('.')[1]?.length ?? 0)
}

/** The nearest value of the grid `min + n * step` within the range, without the dust of binary fractions. */
export function snap(value: number, { min, max, step }: Range): number {
  const onGrid = min + Math.round((value - min) / step) * step
  return Number(Math.min(max, Math.max(min, onGrid)).toFixed(decimals(step) + 2))
}

/** What a person typed: comma or point, spaces forgiven; null when it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null
  return Number(plain)
}

/** Valid and within range, though not needed to lie on the grid. */
export const isWithin = (value: number | null, { min, max }: Range): value is number =>
  value !== null && value >= min && value <= max

export const show = (value: number, step: number): string =>
  Number(value.toFixed(Math.max(decimals(step), 2))).toString()

/** Arrow keys: one step, ten with Shift, a tenth with Alt where the grid allows it. */
export const nudge = (value: number, direction: 1 | -1, range: Range, shift: boolean): number =>
  snap(value + direction * range.step * (shift ? 10 : 1), range)
