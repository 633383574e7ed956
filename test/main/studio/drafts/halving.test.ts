import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOf, stepsOf, toldPlan } from '#main/studio/drafts/halving.ts'

const usual = { rolls: 64, keep: 4, first: 4, full: 20, drawn: 5, msPerStep: 20, msLeft: 30_000 }

describe('successive halving', () => {
  test('with time enough, each later round has fewer rolls and more steps', () => {
    const plan = planOf(usual)
    expect(plan).toEqual({
      rolls: 64,
      rounds: [
        { steps: 4, keep: 26 },
        { steps: 10, keep: 4 },
      ],
    })
    expect(stepsOf(plan)).toBe(64 * 4 + 26 * 10)
    expect(toldPlan(plan)).toBe('64 rolled in 4 steps, 26 of them again in 10, 4 kept')
  })

  test('short of time the later rounds go first, then rolls', () => {
    expect(planOf({ ...usual, msLeft: 8000 })).toEqual({ rolls: 64, rounds: [{ steps: 4, keep: 4 }] })
    expect(planOf({ ...usual, msLeft: 2000 })).toEqual({ rolls: 30, rounds: [{ steps: 4, keep: 4 }] })
  })

  test('what is drawn already stays, and as many as are kept are rolled even without time', () => {
    expect(planOf({ ...usual, drawn: 9, msLeft: -5 })).toEqual({ rolls: 9, rounds: [{ steps: 4, keep: 4 }] })
    expect(planOf({ ...usual, drawn: 1, msLeft: -5 })).toEqual({ rolls: 4, rounds: [{ steps: 4, keep: 4 }] })
  })

  test('of two kept of two, both are', () => {
    expect(planOf({ ...usual, rolls: 2, keep: 4, drawn: 2 })).toEqual({
      rolls: 2,
      rounds: [{ steps: 4, keep: 2 }],
    })
  })

  test('never over the budget while rolls can be left out, never more rolls than asked', () => {
    const budget = fc.record({
      rolls: fc.integer({ min: 2, max: 512 }),
      keep: fc.integer({ min: 1, max: 64 }),
      first: fc.integer({ min: 1, max: 8 }),
      full: fc.integer({ min: 1, max: 60 }),
      msPerStep: fc.double({ min: 0.5, max: 5000, noNaN: true }),
      msLeft: fc.double({ min: -1000, max: 100_000, noNaN: true }),
    })
    fc.assert(
      fc.property(budget, wanted => {
        const drawn = Math.min(5, wanted.rolls)
        const plan = planOf({ ...wanted, drawn })
        expect(plan.rolls).toBeLessThanOrEqual(wanted.rolls)
        const least = Math.max(drawn, Math.min(wanted.keep, wanted.rolls))
        expect(plan.rolls).toBeGreaterThanOrEqual(least)
        const cost = (stepsOf(plan) - drawn * wanted.first) * wanted.msPerStep
        if (plan.rolls > least) expect(cost).toBeLessThanOrEqual(wanted.msLeft + 1e-6)
        const keeps = plan.rounds.map(({ keep }) => keep)
        expect(keeps.toSorted((a, b) => b - a)).toEqual(keeps)
        expect(keeps.at(-1)).toBe(Math.min(wanted.keep, plan.rolls))
        expect(plan.rounds.every(({ steps }, i) => i === 0 || steps < wanted.full)).toBe(true)
      }),
    )
  })
})
