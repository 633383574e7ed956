import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readJson } from '#engine/json-file.ts'
import { openLora } from '#engine/loras/lora-file.ts'
import { readEmbeddings } from '#engine/prompt/embeddings.ts'
import { openTokenizer } from '#engine/tokenizer/open.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-hostile-files-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const deep = `${'['.repeat(1 << 20)}${']'.repeat(1 << 20)}`

describe('a JSON file of a model', () => {
  const read = (name: string, content: string) => readJson(write(name, content), z.looseObject({}))
  test('of brackets within brackets is refused', () =>
    expect(read('config.json', deep)).rejects.toMatchObject({ code: 'model-broken' }))
  test('of millions of values is refused', () =>
    expect(read('config.json', `{"a":[${'{},'.repeat(8_000_001)}0]}`)).rejects.toThrow(
      /more than 8000000 values/,
    ))
  test('of gigabytes is refused unread', async () => {
    const file = write('vocab.json', '{')
    truncateSync(file, 8 * 2 ** 30)
    await expect(readJson(file, z.unknown())).rejects.toThrow(/has 8192 MiB; .* at most 64/)
    rmSync(file)
  })
  test('that names the prototype changes nothing', async () => {
    await read('config.json', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('a tokenizer', () => {
  const files = (vocab: string, merges: string) => {
    write('vocab.json', vocab)
    write('merges.txt', merges)
    return openTokenizer(folder)
  }
  test.each([
    ['nested without end', deep, 'a b'],
    ['of a list', '[]', 'a b'],
    ['of texts for numbers', '{"a":"b"}', 'a b'],
    ['of names of the language', '{"__proto__":1,"constructor":2}', 'a b'],
    ['with merges of one symbol', '{"<|startoftext|>":0,"<|endoftext|>":1}', 'a'],
    ['with merges of three', '{"<|startoftext|>":0,"<|endoftext|>":1}', 'a b c'],
  ])('%s is refused', async (_, vocab, merges) => {
    await expect(files(vocab, merges)).rejects.toMatchObject({ code: 'model-broken' })
  })
  test('of gigabytes is refused unread', async () => {
    write('vocab.json', '{"<|startoftext|>":0,"<|endoftext|>":1}')
    truncateSync(write('merges.txt', ''), 8 * 2 ** 30)
    await expect(openTokenizer(folder)).rejects.toThrow(/merges\.txt has 8192 MiB/)
  })
})

const safetensors = (head: string, data = 8) => {
  const bytes = new Uint8Array(8 + head.length + data)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true)
  bytes.set(new TextEncoder().encode(head), 8)
  return bytes
}
const entry = (key: string, shape: unknown, offsets: unknown) =>
  `"${key}":{"dtype":"F32","shape":${JSON.stringify(shape)},"data_offsets":${JSON.stringify(offsets)}}`
const pickle = Buffer.from('\x80\x02cposix\nsystem\nq\x00X\x04\x00\x00\x00touchq\x01\x85q\x02Rq\x03.')
const rows: [name: string, bytes: Uint8Array, says: RegExp][] = [
  ['a head nested without end', safetensors(deep), /head cannot be read/],
  [
    'a head that says it has terabytes',
    Uint8Array.from([0, 0, 0, 0, 0, 4, 0, 0, ...Array(56).fill(0)]),
    /cut short/,
  ],
  ['dims that overflow', safetensors(`{${entry('a', [2 ** 40, 2 ** 40], [0, 8])}}`), /"a" is cut short/],
  ['dims below zero', safetensors(`{${entry('a', [-2, -1], [0, 8])}}`), /"a" has a type/],
  ['numbers beyond the file', safetensors(`{${entry('a', [4], [0, 16])}}`), /"a" is cut short/],
  [
    'the same numbers again and again',
    safetensors(`{${entry('a', [2], [0, 8])},${entry('b', [2], [0, 8])}}`),
    /"b" lies on "a"/,
  ],
  ['a pickle by another name', pickle, /no safetensors file/],
  [
    'a ZIP, as PyTorch saves',
    Buffer.from('PK\x03\x04archive/data.pkl and more of it'),
    /no safetensors file/,
  ],
]

describe.each(['a LoRA', 'a textual inversion'])('%s', what => {
  const open = (file: string) => (what === 'a LoRA' ? openLora(file, 'x') : readEmbeddings({ x: file }))
  test.each(rows)('with %s is refused', async (_, bytes, says) => {
    const file = write('x.safetensors', bytes)
    await expect(open(file)).rejects.toThrow(says)
    await expect(open(file)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

test('a pickle is never read, whatever lies in it', async () => {
  const file = write('x.pt', pickle)
  rmSync(file) // What is refused by its name is not even opened.
  await expect(readEmbeddings({ x: file })).rejects.toThrow(
    /may run programs when it is read, so Reroll does not/,
  )
})
