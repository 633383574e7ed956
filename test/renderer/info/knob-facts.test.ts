import { expect, test } from 'vitest'
import { knobFacts } from '../../../renderer/info/knob-facts.ts'

const all = { from: 0, to: 1 }

test('each knob that did something says how far it was turned, and in which steps if not in all', () => {
  expect(
    knobFacts(
      [
        { kind: 'words', less: 'small', more: 'large', amount: 1.5, ...all },
        { kind: 'analytic', name: 'zoom', amount: 0, ...all },
        { kind: 'analytic', name: 'warmth', amount: -0.5, from: 0, to: 0.5 },
        { kind: 'direction', id: 'abcdef0123456789'.repeat(4), amount: 2, ...all },
      ],
      20,
    ),
  ).toEqual([
    ['small | large', '+1.5'],
    ['Warmth', '−0.5 · Steps 1 to 10 of 20'],
    ['abcdef01', '+2'],
  ])
})
