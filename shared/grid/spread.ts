import { StudioError } from '../errors.ts'
import { type Seed, seedAfter } from '../seed.ts'

const number = String.raw`-?\d+(?:\.\d+)?`
const span = new RegExp(`^(${number})\\.\\.(${number})(?:(:|/)(\\d+(?:\\.\\d+)?))?$`)

/** Without what binary fractions add: 0.1 + 0.2 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12))

/**
 * Numbers as a person lists them: `1,2,5`, `1..4`, `0..1:0.25` in steps of so much, `0..1/5` so many at even
 * distances. Errors: `invalid-input`.
 */
export function spread(text: string, name: string): number[] {
  return text.split(',').flatMap(part => {
    const said = part.trim()
    const [, from, to, how, count] = span.exec(said) ?? []
    if (from === undefined) {
      if (said === '' || !Number.isFinite(Number(said)))
        throw new StudioError(
          'invalid-input',
          `${name}: “${said}” is no number; write 1,2,5 or 1..4 or 0..1:0.25 or 0..1/5`,
        )
      return [Number(said)]
    }
    const [low, high] = [Number(from), Number(to)]
    const many =
      how === '/' ? Number(count) : Math.floor(Math.abs(high - low) / (Number(count ?? 1) || 1) + 1e-9) + 1
    if (many < 1 || many > 1000 || !Number.isInteger(many))
      throw new StudioError('invalid-input', `${name}: ${said} makes ${many} values; 1 to 1000 are possible`)
    const step =
      how === '/' ? (many === 1 ? 0 : (high - low) / (many - 1)) : Number(count ?? 1) * Math.sign(high - low)
    return Array.from({ length: many }, (_, i) => tidy(low + i * step))
  })
}

/** Seeds as a person lists them, to the last digit: `7`, `1..8`, `18446744073709551600..18446744073709551615`. */
export const spreadSeeds = (text: string): Seed[] =>
  text.split(',').flatMap(part => {
    const [, from, to] = /^\s*(\d{1,20})(?:\.\.(\d{1,20}))?\s*$/.exec(part) ?? []
    if (from === undefined)
      throw new StudioError('invalid-input', `seed: “${part.trim()}” is no seed; write 1,2,5 or 1..4`)
    const [first, last] = [BigInt(from), BigInt(to ?? from)]
    const [by, apart] = last < first ? [-1, first - last] : [1, last - first]
    if (apart >= 1000n)
      throw new StudioError(
        'invalid-input',
        `seed: ${part.trim()} makes ${apart + 1n} values; 1 to 1000 are possible`,
      )
    return Array.from({ length: Number(apart) + 1 }, (_, i) => seedAfter(from, by * i))
  })
