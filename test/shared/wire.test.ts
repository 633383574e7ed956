import { expect, test } from 'vitest'
import { pack, unpack } from '../../shared/wire.ts'

test('floats and bytes arrive as what they were sent as, wherever they lay', () => {
  const floats = new Float32Array([9, 0.5, -1.25, 1e-30]).subarray(1)
  const message = { id: 1, event: { embedding: floats, png: new Uint8Array([1, 2, 3]), gone: undefined } }
  expect(unpack(pack(message))).toEqual({
    id: 1,
    event: { embedding: new Float32Array([0.5, -1.25, 1e-30]), png: new Uint8Array([1, 2, 3]) },
  })
})

test('floats from a part of a larger buffer are those, and nothing of what lies beside them', () => {
  const packed = pack([new Float32Array([1, 2])])
  const pool = Buffer.alloc(packed.length + 64, 7)
  pool.set(packed, 13)
  expect(unpack(pool.subarray(13, 13 + packed.length))).toEqual([new Float32Array([1, 2])])
})

test('what is no message is refused', () => {
  expect(() => unpack(new Uint8Array([0xc1]))).toThrow()
})
