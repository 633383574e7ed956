import { describe, expect, test } from 'vitest'
import { bytesOf, readSafetensors, writeSafetensors } from '#shared/safetensors.ts'

const file = () =>
  writeSafetensors({
    tensors: {
      a: { dtype: 'F32', shape: [2, 2], bytes: bytesOf(Float32Array.of(1, -2, 3.5, 0)) },
      b: { dtype: 'I32', shape: [1], bytes: bytesOf(Int32Array.of(7)) },
    },
    metadata: { name: 'ä "quoted" name' },
  })

test('what is written is read back, also from the middle of a buffer', () => {
  const large = new Uint8Array(file().length + 3)
  large.set(file(), 3)
  for (const bytes of [file(), large.subarray(3), Buffer.from(file())]) {
    const { tensors, metadata } = readSafetensors(bytes, 'x')
    expect(metadata).toEqual({ name: 'ä "quoted" name' })
    expect([...new Float32Array(tensors.a!.bytes.slice().buffer)]).toEqual([1, -2, 3.5, 0])
    expect(tensors.a!.shape).toEqual([2, 2])
    expect([...new Int32Array(tensors.b!.bytes.slice().buffer)]).toEqual([7])
  }
})

test('is laid out as the format says', () => {
  const bytes = file()
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  expect(length % 8).toBe(0)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))
  expect(head).toMatchObject({
    a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
    b: { dtype: 'I32', shape: [1], data_offsets: [16, 20] },
  })
  expect(bytes.length).toBe(8 + length + 20)
})

describe('what is no such file is refused in a sentence', () => {
  const forged = (head: object | string) => {
    const json = new TextEncoder().encode(typeof head === 'string' ? head : JSON.stringify(head))
    const bytes = new Uint8Array(8 + json.length + 8)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
    bytes.set(json, 8)
    return bytes
  }
  const one = (wrong: object) => forged({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...wrong } })
  const headed = (length: bigint) => {
    const bytes = new Uint8Array(64)
    new DataView(bytes.buffer).setBigUint64(0, length, true)
    return bytes
  }
  test('a tensor called __proto__ is one like any other', () => {
    const { tensors } = readSafetensors(
      forged('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'),
      'x',
    )
    expect(Object.keys(tensors)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(tensors)).toBe(Object.prototype)
  })
  test.each([
    ['nothing at all', new Uint8Array(), 'cut short'],
    ['cut in the head', file().subarray(0, 40), 'cut short'],
    ['cut in the numbers', file().subarray(0, file().length - 1), '"b" is cut short'],
    ['text', new TextEncoder().encode('hello, this is text'), 'cut short'],
    ['a list for a head', forged([]), 'head cannot be read'],
    [
      'a type that is not written here',
      forged({ a: { dtype: 'Q4', shape: [1], data_offsets: [0, 4] } }),
      '"a" has a type',
    ],
    ['no offsets', forged({ a: { dtype: 'F32', shape: [1] } }), '"a" is cut short'],
    [
      'offsets that do not fit the shape',
      forged({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }),
      'cut short',
    ],
    ['dims below zero that cancel out', one({ shape: [-1, -1] }), '"a" has a type'],
    ['a part of a number', one({ shape: [0.5, 2] }), '"a" has a type'],
    ['dims that overflow', one({ shape: [2 ** 40, 2 ** 40] }), '"a" is cut short'],
    ['dims without end', one({ shape: Array(1000).fill(1) }), '"a" has a type'],
    ['a type with a name of the language', one({ dtype: 'constructor' }), '"a" has a type'],
    ['offsets that are texts', one({ data_offsets: ['0', '4'] }), '"a" is cut short'],
    ['offsets turned round', one({ data_offsets: [4, 0] }), '"a" is cut short'],
    [
      'one tensor on another',
      forged({
        a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
        b: { dtype: 'F32', shape: [1], data_offsets: [2, 6] },
      }),
      '"b" lies on "a"',
    ],
    ['brackets for a head', forged('['.repeat(2000)), 'head cannot be read'],
    ['a head that says it has terabytes', headed(2n ** 42n), 'cut short'],
    ['a head of more bytes than there are numbers for', headed(2n ** 64n - 1n), 'cut short'],
    ['offsets below zero', forged({ a: { dtype: 'F32', shape: [1], data_offsets: [-4, 0] } }), 'cut short'],
  ])('%s', (_, bytes, why) => {
    expect(() => readSafetensors(bytes, 'way')).toThrow(why)
    expect(() => readSafetensors(bytes, 'way')).toThrow('way is no safetensors file')
  })
})
