import { expect, test } from 'vitest'
import { meterSentence } from '../../../renderer/knobs/meter-sentence.ts'
import { steerDial } from '../../../renderer/stores/dials.ts'
import { t } from '../../../renderer/strings.ts'

const zoom = steerDial({ kind: 'analytic', name: 'zoom' }, '')
const amounts = [-3, -2, -1, 0, 1, 2, 3]
const effect = [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]
const { meter } = t.steering
const say = (from: number, to: number, drift: number, works = true) =>
  meterSentence(zoom, amounts, {
    effect,
    drift: amounts.map(amount => Math.abs(amount) * drift),
    works,
    from,
    to,
  })

test.each([
  [-3, 3, meter.allTheWay('−3', '+3')],
  [-3, 1, meter.upTo('+1')],
  [-1, 3, meter.downTo('−1')],
  [-1, 2, meter.between('−1', '+2')],
])('works from %d to %d', (from, to, sentence) => {
  expect(say(from, to, 0)).toBe(`${sentence} ${meter.pure}`)
})

test('how much else changes is said', () => {
  expect(say(-3, 3, 0.15)).toContain(meter.mixed)
  expect(say(-3, 3, 0.3)).toContain(meter.impure)
})

test('a knob that does nothing is said to', () => {
  expect(say(0, 0, 0, false)).toBe(meter.nothing)
})
