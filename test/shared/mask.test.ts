import fc from 'fast-check'
import { expect, test } from 'vitest'
import { region } from '#shared/dice.ts'
import { packMask, unpackMask } from '#shared/mask.ts'

const masks = fc
  .record({ columns: fc.integer({ min: 1, max: 40 }), rows: fc.integer({ min: 1, max: 40 }) })
  .chain(size =>
    fc
      .array(fc.constantFrom(0, 1), {
        minLength: size.columns * size.rows,
        maxLength: size.columns * size.rows,
      })
      .map(cells => ({ ...size, cells })),
  )

test('cells come back, as base64 that everybody reads and a region takes', () => {
  fc.assert(
    fc.property(masks, ({ columns, rows, cells }) => {
      const mask = packMask(cells, columns, rows)
      expect([...unpackMask(mask)]).toEqual(cells)
      expect(region.parse({ seed: 1, mask }).mask).toEqual(mask)
      const bytes = Buffer.from(mask.bits, 'base64')
      expect(bytes.toString('base64')).toBe(mask.bits)
      for (const [i, cell] of cells.entries()) expect((bytes[i >> 3]! >> (7 - (i & 7))) & 1).toBe(cell)
    }),
    { seed: 1, numRuns: 200 },
  )
})
