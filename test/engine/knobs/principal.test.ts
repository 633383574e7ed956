import { describe, expect, test } from 'vitest'
import { alongPlaces, principal } from '#engine/knobs/principal.ts'
import { cpuNormals } from '#engine/random/cpu-normal.ts'

const { signal } = new AbortController()
const unit = (d: number) => Float32Array.from({ length: 40 }, (_, i) => +(i === d))
/** Rows that vary by 3 along the axis 5, by 1 along the axis 11, by 0.05 along all; around a mean far off. */
const normals = cpuNormals(9n)
const parts = Array.from({ length: 64 }, () => normals.normal(2))
const rows = parts.map(([a, b]) => {
  const noise = normals.normal(40)
  return Float32Array.from(
    { length: 40 },
    (_, i) => 100 + 3 * a! * unit(5)[i]! + b! * unit(11)[i]! + 0.05 * noise[i]!,
  )
})

describe('what rows differ in', () => {
  const components = principal(rows, 4, signal)
  const along = alongPlaces(
    rows,
    components.map(({ places }) => places),
    signal,
  )
  const found = components.map((component, i) => ({ ...component, ...along[i]! }))
  test('the strongest first, one standard deviation long', () => {
    const [first, second] = found
    expect(Math.abs(first!.direction[5]!)).toBeGreaterThan(2)
    expect(Math.abs(first!.direction[5]!)).toBeLessThan(4)
    expect(Math.abs(second!.direction[11]!)).toBeGreaterThan(0.6)
    expect(Math.abs(second!.direction[5]!)).toBeLessThan(0.3)
    expect(first!.explained).toBeGreaterThan(0.8)
    expect(found.reduce((sum, { explained }) => sum + explained, 0)).toBeLessThanOrEqual(1 + 1e-9)
  })
  test('places are in standard deviations and say where each row lies', () => {
    const { places, direction } = found[0]!
    const sign = Math.sign(direction[5]!)
    expect(places.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6)
    expect(places.reduce((sum, value) => sum + value * value, 0) / 63).toBeCloseTo(1, 6)
    const middle = parts.reduce((sum, [a]) => sum + a!, 0) / 64
    for (const i of [0, 20, 63])
      expect(places[i]! * Math.abs(direction[5]!) * sign).toBeCloseTo(3 * (parts[i]![0]! - middle), 0)
  })
  test('what is there is stable, what is chance is not', () => {
    expect(found[0]!.stability).toBeGreaterThan(0.98)
    expect(found[3]!.stability).toBeLessThan(0.8)
  })
  test('the same rows give the same numbers', () => {
    expect(principal(rows, 4, signal)).toEqual(components)
  })
  test('rows that do not differ have no directions', () => {
    expect(
      principal(
        Array.from({ length: 16 }, () => unit(3)),
        4,
        signal,
      ),
    ).toEqual([])
  })
  test('places that go together are told apart: each direction is of its own place alone', () => {
    const [a, b] = [0, 1].map(k => {
      const values = parts.map(part => part[k]!)
      const middle = values.reduce((sum, value) => sum + value, 0) / 64
      return values.map(value => value - middle)
    })
    const both = a!.map((value, i) => value + b![i]!)
    const [alone, mixed] = alongPlaces(rows, [a!, both], signal)
    expect(alone!.direction[5]).toBeCloseTo(3, 0)
    expect(alone!.direction[11]).toBeCloseTo(-1, 0)
    expect(mixed!.direction[11]).toBeCloseTo(1, 0)
    expect(Math.abs(mixed!.direction[5]!)).toBeLessThan(0.2)
  })
})
