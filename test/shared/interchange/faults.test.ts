import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { toSettings } from '#shared/interchange/to-settings.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { dice, type Roll } from '../../faults/roll.ts'
import { inflate } from '../pictures/encode.ts'
import { folder } from './read.ts'

/** How many damaged pictures, and as many damaged texts, to read. */
const count = Number(process.env.REROLL_FAULTS ?? 300)

const files = readdirSync(folder)
  .filter(name => !name.endsWith('.py'))
  .sort()
  .map(name => new Uint8Array(readFileSync(join(folder, name))))
const texts = files.map(file => readPictureTexts(file, inflate)!.texts)

const byteFaults: ((bytes: Uint8Array, roll: Roll) => Uint8Array)[] = [
  (bytes, roll) => {
    for (let n = roll(8) + 1; n > 0; n--) bytes[roll(bytes.length)]! ^= 1 << roll(8)
    return bytes
  },
  (bytes, roll) => bytes.subarray(0, roll(bytes.length)),
  // Lengths and offsets are four bytes, in either order.
  (bytes, roll) => {
    if (bytes.length < 4) return bytes
    const at = roll(bytes.length - 3)
    bytes.set(
      [
        [255, 255, 255, 255],
        [127, 255, 255, 255],
        [0, 0, 0, 0],
        [0, 0, 0, 8],
        [8, 0, 0, 0],
      ][roll(5)]!,
      at,
    )
    return bytes
  },
  (bytes, roll) => {
    const [a, b] = [roll(bytes.length), roll(bytes.length)]
    const part = bytes.slice(Math.min(a, b), Math.max(a, b))
    return Uint8Array.from([...bytes.subarray(0, a), ...part, ...bytes.subarray(a)])
  },
  (bytes, roll) => {
    const [a, length] = [roll(bytes.length), roll(64)]
    return Uint8Array.from([...bytes.subarray(0, a), ...bytes.subarray(a + length)])
  },
  (bytes, roll) => {
    const at = roll(bytes.length)
    for (let i = at; i < Math.min(at + roll(200), bytes.length); i++) bytes[i] = roll(256)
    return bytes
  },
]

const tokens = [
  ...[
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\n',
    '\0',
    'null',
    'NaN',
    '-1',
    '1e999',
    '9'.repeat(40),
    '\ud800',
  ],
  ...['["3", 0]', '["99", 0]', '{"a":'.repeat(5000), '['.repeat(50_000), 'Steps: ', 'Negative prompt:'],
  ...['"__proto__": {}, ', '<lora:x:1>', '('.repeat(20_000), 'a'.repeat(200_000), ' '.repeat(200_000)],
  ...['<exif:UserComment>', '&#x110000;', '"class_type": "KSampler", ', 'constructor'],
]

const textFaults: ((text: string, roll: Roll) => string)[] = [
  (text, roll) => {
    const at = roll(text.length + 1)
    return text.slice(0, at) + tokens[roll(tokens.length)] + text.slice(at)
  },
  (text, roll) => text.slice(0, roll(text.length + 1)),
  (text, roll) => {
    const at = roll(text.length + 1)
    return text.slice(0, at) + text.slice(at + roll(80))
  },
  // Another value in place of one.
  (text, roll) => {
    const values = [...text.matchAll(/(?<=": )("[^"]*"|-?[\d.]+|true|false|null|\["\d+", \d\])/g)]
    const value = values[roll(values.length)]
    if (!value) return text.replace(/\d+/, tokens[roll(tokens.length)]!)
    const other = ['[]', '{}', 'null', '-1', '"x"', '1e300', '["3", 0]', '["4", "x"]', 'true', '[[[]]]'][
      roll(10)
    ]!
    return text.slice(0, value.index) + other + text.slice(value.index + value[0].length)
  },
  // Nodes linked to others than before: circles among them.
  (text, roll) => text.replace(/\["(\d+)", (\d)\]/g, all => (roll(3) ? all : `["${roll(15)}", ${roll(3)}]`)),
  (text, roll) => {
    const [a, b] = [roll(text.length + 1), roll(text.length + 1)]
    return text.slice(0, a) + text.slice(Math.min(a, b), Math.max(a, b)).repeat(1 + roll(4)) + text.slice(a)
  },
]

type Tally = { crashes: string[]; slowest: number; understood: number; unmapped: number }

function run(seed: number, once: (roll: Roll) => ReturnType<typeof readForeign>): Tally {
  const tally: Tally = { crashes: [], slowest: 0, understood: 0, unmapped: 0 }
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    try {
      const found = once(dice(seed + i))
      if (found) {
        tally.understood++
        tally.unmapped += toSettings(found).unmapped.length
      }
    } catch (error) {
      tally.crashes.push(`${seed + i}: ${(error as Error).stack?.slice(0, 300)}`)
    }
    tally.slowest = Math.max(tally.slowest, performance.now() - began)
  }
  return tally
}

const told = (name: string, { crashes, slowest, understood }: Tally) =>
  process.env.REROLL_FAULTS &&
  console.log(
    `${name}: ${count} read, ${crashes.length} crashes, ${understood} understood, slowest ${slowest.toFixed(0)} ms`,
  )

test(`${count} damaged pictures: something, or null; never an error, never long`, () => {
  const tally = run(1_000_000, roll => {
    let bytes = files[roll(files.length)]!.slice()
    for (let n = roll(3) + 1; n > 0 && bytes.length; n--)
      bytes = byteFaults[roll(byteFaults.length)]!(bytes, roll).slice()
    const picture = readPictureTexts(bytes, inflate)
    return picture && readForeign(picture.texts)
  })
  told('pictures', tally)
  expect(tally.crashes).toEqual([])
  expect(tally.slowest).toBeLessThan(1000)
  // The faults leave enough to be read that the readers are reached.
  expect(tally.understood).toBeGreaterThan(count / 4)
  expect(tally.understood).toBeLessThan(count)
})

test(`${count} damaged texts: something, or null; never an error, never long`, () => {
  const tally = run(2_000_000, roll => {
    const damaged = new Map(texts[roll(texts.length)])
    const keys = [...damaged.keys()]
    for (let n = roll(4) + 1; n > 0; n--) {
      const key = keys[roll(keys.length)]!
      damaged.set(key, textFaults[roll(textFaults.length)]!(damaged.get(key)!, roll).slice(0, 4 << 20))
    }
    return readForeign(damaged)
  })
  told('texts', tally)
  expect(tally.crashes).toEqual([])
  expect(tally.slowest).toBeLessThan(1000)
  expect(tally.understood).toBeGreaterThan(count / 4)
  expect(tally.understood).toBeLessThan(count)
  expect(tally.unmapped).toBeGreaterThan(tally.understood)
})
