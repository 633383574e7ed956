import { beforeEach, describe, expect, test } from 'vitest'
import { useDesk } from '../../../renderer/stores/desk.ts'
import {
  addSteer,
  changeSteer,
  keyOf,
  removeSteer,
  steerRows,
  switchSteer,
  useSteer,
} from '../../../renderer/stores/steer.ts'
import { useToasts } from '../../../renderer/stores/toasts.ts'

const size = { kind: 'words', less: 'small', more: 'large' } as const
const zoom = { kind: 'analytic', name: 'zoom' } as const
const steer = () => useDesk.getState().steer
const rows = () => steerRows().map(({ key, on, steering }) => [key, on, steering.amount])

beforeEach(() => {
  useDesk.setState({ steer: [] })
  useSteer.setState({ off: [], strips: new Set(), windows: new Set() })
})

describe('a knob', () => {
  test('comes onto the desk once, doing nothing yet, with its strip', () => {
    const key = addSteer(size)
    addSteer(size)
    expect(steer()).toEqual([{ ...size, amount: 0, from: 0, to: 1 }])
    expect(useSteer.getState().strips.has(key)).toBe(true)
  })
  test('is turned, and given its steps', () => {
    const key = addSteer(size)
    changeSteer(key, { amount: 1.5 })
    changeSteer(key, { from: 0.2, to: 0.6 })
    expect(steer()).toEqual([{ ...size, amount: 1.5, from: 0.2, to: 0.6 }])
  })
  test('is refused when there are as many as can act', () => {
    const many = Array.from({ length: 32 }, (_, n) => ({
      ...size,
      more: `large ${n}`,
      amount: 1,
      from: 0,
      to: 1,
    }))
    useDesk.setState({ steer: many })
    addSteer(zoom)
    expect(steer()).toEqual(many)
    expect(useToasts.getState().toasts.at(-1)).toMatchObject({ tone: 'error' })
  })
  test('goes, and is forgotten', () => {
    const key = addSteer(size)
    removeSteer(key)
    expect(steer()).toEqual([])
    expect(rows()).toEqual([])
    expect(useSteer.getState().strips.has(key)).toBe(false)
  })
})

describe('a knob that is off', () => {
  test('is out of the picture and comes back as it was, where it was', () => {
    const first = addSteer(size, { amount: 2 })
    addSteer(zoom, { amount: 1 })
    switchSteer(first, false)
    expect(steer()).toEqual([{ ...zoom, amount: 1, from: 0, to: 1 }])
    expect(rows()).toEqual([
      [keyOf(size), false, 2],
      [keyOf(zoom), true, 1],
    ])
    switchSteer(first, true)
    expect(steer().map(keyOf)).toEqual([keyOf(size), keyOf(zoom)])
    expect(rows()[0]).toEqual([keyOf(size), true, 2])
  })
  test('acts again once it is turned', () => {
    const key = addSteer(size, { amount: 2 })
    switchSteer(key, false)
    changeSteer(key, { amount: -1 })
    expect(steer()).toEqual([{ ...size, amount: -1, from: 0, to: 1 }])
    expect(useSteer.getState().off).toEqual([])
  })
  test('is one with what comes onto the desk by other ways', () => {
    const key = addSteer(size, { amount: 2 })
    switchSteer(key, false)
    useDesk.setState({ steer: [{ ...size, amount: 1, from: 0, to: 1 }] })
    expect(rows()).toEqual([[key, true, 1]])
    removeSteer(key)
    expect(rows()).toEqual([])
  })
})
