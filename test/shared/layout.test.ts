import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { layout, regionOf } from '../../shared/layout.ts'

const file = resolve(import.meta.dirname, '../../docs/layout.schema.json')
const schema = () => `${JSON.stringify(z.toJSONSchema(layout, { io: 'input' }), null, 2)}\n`

/** REROLL_WRITE_SCHEMA=1 writes it anew. */
test('the schema in docs is the one that is used', () => {
  if (process.env.REROLL_WRITE_SCHEMA) writeFileSync(file, schema())
  expect(readFileSync(file, 'utf8')).toBe(schema())
})

test('a box becomes a rectangle that ends with the picture', () => {
  const { regions } = layout.parse({ version: 1, regions: [{ words: 'a hill', box: [0.3, 0, 0.70005, 1] }] })
  const { rectangle } = regionOf(regions[0]!)
  expect(rectangle!.x + rectangle!.width).toBeLessThanOrEqual(1)
})

test.each([
  [{ version: 1, regions: [{ words: '', box: [0, 0, 1, 1] }] }, /words/],
  [{ version: 1, regions: [{ words: 'a', box: [0, 0, 0, 1] }] }, /no size/],
  [{ version: 2, regions: [] }, /1/],
  [{ version: 1, regions: [{ words: 'a', box: [0, 0, 1, 1], colour: 'red' }] }, /colour/],
])('%j is refused', (wrong, why) => {
  expect(() => layout.parse(wrong)).toThrow(why)
})
