import { describe, expect, test } from 'vitest'
import type { Directions } from '#engine/knobs/directions.ts'
import { editsOf } from '#engine/knobs/edits.ts'
import type { Model } from '#engine/model/open.ts'
import { generation, type Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'
import type { Steering } from '#shared/steer.ts'

const dims = [1, 4, 4] as const
const id = 'ab'.repeat(32)
/** One unit adds 1 everywhere. */
const directions: Directions = new Map([[id, { space: 'x0', dims, values: new Float32Array(16).fill(1) }]])
const direction = (amount: number, from = 0, to = 1): Steering => ({
  kind: 'direction',
  id,
  amount,
  from,
  to,
})
const zoom = (amount: number, from = 0, to = 1): Steering => ({
  kind: 'analytic',
  name: 'zoom',
  amount,
  from,
  to,
})

const settings = (steer: Steering[]) =>
  generation.parse({ seed: 1, steps: 8, guidance: 1, steer }) as Settings

/** What each step adds to the predicted picture; 0 where none acts. */
async function added(of: Settings): Promise<number[]> {
  const edits = await editsOf({} as Model, of, dims, directions)
  const flat = new Float32Array(16)
  return Array.from({ length: 8 }, (_, i) => edits(i + 1)?.(flat, flat)[0] ?? 0)
}
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('a direction in the predicted picture', () => {
  test('is shared evenly among the steps of its window', async () => {
    expect(await added(settings([direction(2)]))).toEqual(Array(8).fill(0.25))
    expect(await added(settings([direction(1, 0.5)]))).toEqual([0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25])
  })

  test('that a branch turns, on or further, does what is missing in the steps that are left', async () => {
    const on = branchOff(settings([]), 4, { steer: [direction(2)] }, null)
    expect(await added(on)).toEqual([0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5])
    const further = await added(branchOff(settings([direction(2)]), 4, { steer: [direction(3)] }, null))
    expect(further.slice(0, 4)).toEqual(Array(4).fill(0.25))
    expect(sum(further)).toBeCloseTo(3, 6)
    const back = await added(branchOff(settings([direction(2)]), 4, { steer: [direction(0.5)] }, null))
    expect(sum(back)).toBeCloseTo(0.5, 6)
  })

  test('stays as far as it was when a branch lets go of it, or its window is over', async () => {
    const off = await added(branchOff(settings([direction(2)]), 4, { steer: [] }, null))
    expect(off).toEqual([0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0])
    const late = branchOff(settings([]), 4, { steer: [direction(2, 0, 0.5)] }, null)
    expect(await added(late)).toEqual(Array(8).fill(0))
  })

  test('goes on as it was through a branch that changes something else', async () => {
    const before = settings([direction(2)])
    expect(await added(branchOff(before, 3, { prompt: 'a fox' }, null))).toEqual(await added(before))
  })
})

describe('a picture is moved', () => {
  const movedIn = async (of: Settings) => {
    const edits = await editsOf({} as Model, of, dims, directions)
    return Array.from({ length: 8 }, (_, i) => i + 1).filter(step => edits(step) !== null)
  }
  test('once, where the window opens, or in the first step of a branch within it', async () => {
    expect(await movedIn(settings([zoom(1, 0.25, 0.75)]))).toEqual([3])
    expect(await movedIn(branchOff(settings([]), 4, { steer: [zoom(1, 0.25, 0.75)] }, null))).toEqual([5])
    expect(await movedIn(branchOff(settings([]), 6, { steer: [zoom(1, 0.25, 0.75)] }, null))).toEqual([])
    expect(await movedIn(branchOff(settings([zoom(1)]), 4, { prompt: 'a fox' }, null))).toEqual([1])
  })

  test('again by what is missing, when a branch turns it further', async () => {
    const ramp = Float32Array.from({ length: 16 }, (_, i) => (i % 4) + Math.floor(i / 4) ** 2)
    const in5 = async (of: Settings) => (await editsOf({} as Model, of, dims, directions))(5)!(ramp, ramp)
    const further = await in5(branchOff(settings([zoom(1)]), 4, { steer: [zoom(3)] }, null))
    expect(further).toEqual(await in5(branchOff(settings([]), 4, { steer: [zoom(2)] }, null)))
    expect(further).not.toEqual(ramp)
  })
})
