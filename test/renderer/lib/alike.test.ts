import { describe, expect, test } from 'vitest'
import { cosine, meanOf, placeAmong } from '../../../renderer/lib/alike.ts'
import { between, isPlain, tries } from '../../../renderer/lib/on-the-way.ts'
import { type Generation, generation } from '../../../shared/generation.ts'

const unit = (degrees: number) =>
  new Float32Array([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)])

describe('what looks alike', () => {
  test('the mean of two leans to the heavier', () => {
    expect(cosine(meanOf([unit(0), unit(90)], [1, 1]), unit(45))).toBeCloseTo(1)
    expect(cosine(meanOf([unit(0), unit(90)], [1, 0]), unit(0))).toBeCloseTo(1)
  })
  test('lies where those lie that it looks like', () => {
    const others = Array.from({ length: 19 }, (_, n) => ({
      place: { x: n / 18, y: 0.5 },
      embedding: unit(n * 5),
    }))
    const place = placeAmong(unit(45), others)!
    expect(Math.abs(place.x - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(placeAmong(unit(0), others)!.x)).toBeLessThan(0.12)
    expect(placeAmong(unit(0), others)!.y).toBeCloseTo(0.5)
  })
  test('without embeddings there is no place', () =>
    expect(placeAmong(unit(0), [{ place: { x: 0, y: 0 }, embedding: null }])).toBe(null))
})

const roll = (seed: number, more: Partial<Generation> = {}): Generation => ({
  ...generation.parse({ prompt: 'a fox', seed }),
  ...more,
})

describe('between two rolls', () => {
  test('one noise leads to the other, and the request says so', () => {
    const way = between(roll(1), roll(2, { variation: { seed: 9, strength: 0.2 } }), 0.4)
    expect(generation.parse(way)).toEqual(way)
    expect(way).toMatchObject({
      seed: 1,
      dice: { toward: { seed: 2, variation: { seed: 9, strength: 0.2 }, t: 0.4 } },
    })
    expect([isPlain(roll(1)), isPlain(way)]).toEqual([true, false])
  })
  test('a place is tried pair by pair by inverse distance, once more varied, and by new seeds', () => {
    let seed = 100
    const near = [
      { generation: roll(1), far: 1 },
      { generation: roll(2), far: 3 },
      { generation: roll(3), far: 3 },
    ]
    const all = tries(near, 2, () => seed++)
    expect(all.map(({ seed, dice }) => [seed, dice.toward?.seed, dice.toward?.t])).toEqual([
      [1, 2, 0.25],
      [1, 3, 0.25],
      [2, 3, 0.5],
      [1, 2, 0.25],
      [1, 3, 0.25],
      [2, 3, 0.5],
      [103, undefined, undefined],
      [104, undefined, undefined],
    ])
    expect(all.map(({ variation }) => variation.strength)).toEqual([0, 0, 0, 0.3, 0.3, 0.3, 0, 0])
    expect(tries(near.slice(0, 1), 1, () => 7)).toHaveLength(1)
  })
})
