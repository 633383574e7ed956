import { expect, test } from 'vitest'
import { namedAlike } from '../../../main/electron/named-alike.ts'

test.each([
  [['a.knob.json', 'a.safetensors'], 'b.knob.json', ['b.knob.json', 'b.safetensors']],
  [['a.knob.json', 'a.safetensors'], 'b.json', ['b.json', 'b.safetensors']],
  [['a.knob.json', 'a.safetensors'], 'b', ['b', 'b.safetensors']],
  [['walk.png'], 'other.png', ['other.png']],
  [['walk 01.png', 'walk 02.png'], 'w 01.png', ['w 01.png', 'w 02.png']],
])('%j, the first called %s', (names, chosen, alike) => {
  expect(namedAlike(names, chosen)).toEqual(alike)
})
