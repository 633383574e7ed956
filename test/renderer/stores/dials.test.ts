import { expect, test } from 'vitest'
import { useDesk } from '../../../renderer/stores/desk.ts'
import {
  type Dial,
  guidanceDial,
  ownDial,
  placeOf,
  steerDial,
  turn,
  turned,
} from '../../../renderer/stores/dials.ts'
import { axesOf } from '../../../renderer/stores/pad.ts'
import { addSteer, keyOf, switchSteer, useSteer } from '../../../renderer/stores/steer.ts'

const desk = useDesk.getState
const size = { kind: 'words', less: 'small', more: 'large' } as const
const words = steerDial(size, '')
const zoom = steerDial({ kind: 'analytic', name: 'zoom' }, '')
const angle = ownDial({
  name: 'angle',
  label: 'Angle',
  kind: 'angle',
  min: -30,
  max: 45,
  unit: 'degrees',
  help: '',
  choices: [],
  default: null,
})
const guidance = guidanceDial('Guidance', 4)

test('each kind is read from its own place on the desk', () => {
  expect([angle, words, guidance].map(dial => placeOf(desk(), dial))).toEqual([null, null, 4])
  const after = { ...desk(), ...turned(desk(), angle, 12) }
  expect(placeOf(after, angle)).toBe(12)
  expect(placeOf({ ...after, ...turned(after, guidance, 7) }, guidance)).toBe(7)
})

test('two turn in one change, and what was off is off no more', () => {
  turn([[words, 1]])
  switchSteer(keyOf(size), false)
  let changes = 0
  const stop = useDesk.subscribe(() => {
    changes++
  })
  turn([
    [words, -1],
    [zoom, 0.5],
  ])
  stop()
  expect(changes).toBe(1)
  expect(useSteer.getState().off).toEqual([])
  expect(desk().steer).toEqual([
    { ...size, amount: -1, from: 0, to: 1 },
    { kind: 'analytic', name: 'zoom', amount: 0.5, from: 0, to: 1 },
  ])
})

test('a knob is spelt alike however it came onto the desk', () => {
  useDesk.setState({ steer: [] })
  const byDial = turned(desk(), zoom, 1).steer
  addSteer({ kind: 'analytic', name: 'zoom' })
  turn([[zoom, 1]])
  expect(JSON.stringify(desk().steer)).toBe(JSON.stringify(byDial))
})

test('turning keeps the steps that a knob acts in', () => {
  useDesk.setState({ steer: [{ ...size, amount: 1, from: 0.2, to: 0.5 }] })
  turn([[words, 2]])
  expect(desk().steer).toEqual([{ ...size, amount: 2, from: 0.2, to: 0.5 }])
})

test('ends are called by what they are', () => {
  expect([words.less, words.more, zoom.less, zoom.more]).toEqual(['small', 'large', 'farther', 'nearer'])
  expect([angle.min, angle.max, angle.step, angle.middle]).toEqual([-30, 45, 1, 8])
})

const axes = (x: string | null, y: string | null, isTurned: (dial: Dial) => boolean = () => false) =>
  axesOf([angle, words, zoom, guidance], { x, y }, isTurned)?.map(({ key }) => key)
test.each([
  ['the first two where none is turned', axes(null, null), [angle.key, words.key]],
  ['those that are turned first', axes(null, null, dial => dial === zoom), [zoom.key, angle.key]],
  ['those that were chosen', axes(zoom.key, angle.key), [zoom.key, angle.key]],
  ['guidance too, when it is chosen', axes('guidance', null), ['guidance', angle.key]],
  ['never one twice', axes(null, angle.key), [words.key, angle.key]],
  ['others where a chosen one is gone', axes('direction:x', zoom.key), [angle.key, zoom.key]],
])('the axes of the pad: %s', (_, got, wanted) => {
  expect(got).toEqual(wanted)
})
