import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesIn, missing, parseContentRange, pieceBytes, pieceCount } from '#main/studio/hub/pieces.ts'

test('what is missing and what is there make the whole, in spans that touch no piece that is there', () => {
  const file = fc.record({
    bytes: fc.integer({ min: 0, max: 40 * pieceBytes }),
    there: fc.uniqueArray(fc.nat(39)),
    most: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(file, ({ bytes, there, most }) => {
      const has = new Set(there.filter(piece => piece < pieceCount(bytes)))
      const spans = missing(bytes, piece => has.has(piece), most * pieceBytes)
      const sum = spans.reduce((total, { from, to }) => total + to - from, 0)
      expect(sum + bytesIn(bytes, has)).toBe(bytes)
      for (const { from, to } of spans) {
        expect(from % pieceBytes).toBe(0)
        expect(to - from).toBeLessThanOrEqual(most * pieceBytes)
        for (let at = from; at < to; at += pieceBytes) expect(has.has(at / pieceBytes)).toBe(false)
      }
    }),
  )
})

test.each([
  ['bytes 0-9/100', { from: 0, to: 10, of: 100 }],
  ['bytes 5-5/*', { from: 5, to: 6, of: null }],
  ['bytes */100', null],
  ['items 0-9/100', null],
  [null, null],
])('Content-Range %s', (text, range) => expect(parseContentRange(text)).toEqual(range))
