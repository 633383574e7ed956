import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkGraph } from '#engine/graph/check-graph.ts'
import { expandedNodes } from '#engine/graph/expanded-nodes.ts'
import { graphLimits, surveyOf } from '#engine/graph/survey.ts'
import { join as bytes, bytesSource, lengthField, varintBytes, varintField } from '#engine/graph/wire.ts'
import { openSession } from '#engine/runtime.ts'
import { fixture } from '../pipeline/draw.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-hostile-'))
  mkdirSync(join(folder, 'unet', 'sub'), { recursive: true })
  mkdirSync(join(folder, 'other'))
  for (const place of ['unet/weights.bin', 'unet/sub/weights.bin', 'secret.bin', 'other/secret.bin'])
    writeFileSync(join(folder, place), new Uint8Array(16))
  symlinkSync('../secret.bin', join(folder, 'unet', 'link.bin'))
  symlinkSync('../other', join(folder, 'unet', 'linked'))
  symlinkSync('weights.bin', join(folder, 'unet', 'inside.bin'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Bytes = Uint8Array
const value = (number: number, name: string, dims: readonly number[] = [1]) =>
  lengthField(number, [
    lengthField(1, name),
    lengthField(2, [
      lengthField(1, [
        varintField(1, 1),
        lengthField(
          2,
          dims.map(dim => lengthField(1, [varintField(1, dim)])),
        ),
      ]),
    ]),
  ])
const node = (op: string, body: Bytes[] = [], domain = '') =>
  lengthField(1, [
    lengthField(1, 'x'),
    lengthField(2, 'y'),
    lengthField(4, op),
    lengthField(7, domain),
    ...body,
  ])
const model = (graph: Bytes[], more: Bytes[] = []) =>
  bytes([
    varintField(1, 8),
    lengthField(8, [lengthField(1, ''), varintField(2, 17)]),
    ...more,
    lengthField(7, [lengthField(2, 'g'), value(12, 'y'), ...graph]),
  ])
const plain = [node('Relu'), value(11, 'x')]
const entry = (key: string, text: string) => lengthField(13, [lengthField(1, key), lengthField(2, text)])
const tensor = (body: Bytes[], dims: number[] = [4]) =>
  bytes([...dims.map(dim => varintField(1, dim)), varintField(2, 1), lengthField(8, 'w'), ...body])
const beside = (location: string, { offset = '0', length = '16' } = {}, more: Bytes[] = []) =>
  tensor([
    entry('location', location),
    entry('offset', offset),
    entry('length', length),
    varintField(14, 1),
    ...more,
  ])
const initializer = (body: Bytes) => lengthField(5, [body])
const withWeights = (...tensors: Bytes[]) => model([...plain, ...tensors.map(initializer)])
const constant = (attribute: Bytes[]) => model([...plain, node('Constant', [lengthField(5, attribute)])])

/** Fields of a known length around the same again, without ever being built whole. */
function nested(depth: number): Bytes {
  let graph: Bytes = node('Relu')
  for (let i = 0; i < depth; i++)
    graph = node('If', [lengthField(5, [lengthField(1, 'then_branch'), lengthField(6, [graph])])])
  return model([...plain, graph])
}
/** f0 calls f1 ten times, f1 calls f2 ten times, … */
const laughs = (levels: number) =>
  model(
    [...plain, node('f0', [], 'mine')],
    Array.from({ length: levels }, (_, i) =>
      lengthField(25, [
        lengthField(1, `f${i}`),
        lengthField(10, 'mine'),
        ...Array.from({ length: 10 }, () =>
          lengthField(7, [
            lengthField(4, i + 1 < levels ? `f${i + 1}` : 'Relu'),
            lengthField(7, i + 1 < levels ? 'mine' : ''),
          ]),
        ),
      ]),
    ),
  )

const file = (content: Bytes) => {
  const place = join(folder, 'unet', 'model.onnx')
  writeFileSync(place, content)
  return place
}

describe('a graph that is data', () => {
  test.each([
    ['of its own folder', () => withWeights(beside('weights.bin'))],
    ['of a folder below', () => withWeights(beside('sub/weights.bin'))],
    ['through a link that stays', () => withWeights(beside('inside.bin'))],
    ['twice, as tied weights do', () => withWeights(beside('weights.bin'), beside('weights.bin'))],
    ['within it', () => withWeights(tensor([lengthField(9, [new Uint8Array(16)])]))],
    ['of no numbers at all', () => withWeights(tensor([], [0]))],
    ['with functions of its own', () => laughs(3)],
    ['with loops in loops', () => nested(4)],
  ])('weights %s: opens', (_, make) => expect(() => checkGraph(file(make()))).not.toThrow())

  test('as the hub keeps it: links to blobs that lie side by side', () => {
    const snapshot = join(folder, 'snapshots', 'unet')
    mkdirSync(snapshot, { recursive: true })
    mkdirSync(join(folder, 'blobs'))
    writeFileSync(join(folder, 'blobs', 'aa'), withWeights(beside('model.onnx_data')))
    writeFileSync(join(folder, 'blobs', 'bb'), new Uint8Array(16))
    symlinkSync('../../blobs/aa', join(snapshot, 'model.onnx'))
    symlinkSync('../../blobs/bb', join(snapshot, 'model.onnx_data'))
    expect(() => checkGraph(join(snapshot, 'model.onnx'))).not.toThrow()
  })

  test.each(['tiny-sd', 'tiny-sd-external', 'tiny-sd-fp16', 'tiny-xl', 'tiny-control'])('%s', name => {
    expect(() => checkGraph(join(fixture(name), 'unet/model.onnx'))).not.toThrow()
  })
})

const out = /only files beside it, by their plain name/
const rows: [name: string, make: () => Bytes, says: RegExp][] = [
  ...[
    '/etc/passwd',
    '../secret.bin',
    'sub/../../secret.bin',
    '..',
    'C:\\Windows\\win.ini',
    'C:weights.bin',
    '\\\\host\\share\\w.bin',
    '//host/share/w.bin',
    '..\\secret.bin',
    'weights.bin:stream',
    '~/secret.bin',
    'weights.bin\0',
    '',
    '*/_ORT_MEM_ADDR_/*',
    'file://weights.bin',
  ].map((at): [string, () => Bytes, RegExp] => [
    `weights at ${JSON.stringify(at)}`,
    () => withWeights(beside(at)),
    out,
  ]),
  ['weights through a link', () => withWeights(beside('link.bin')), /a link leads out of its folder/],
  [
    'weights in a linked folder',
    () => withWeights(beside('linked/secret.bin')),
    /a link leads out of its folder/,
  ],
  ['weights that are a folder', () => withWeights(beside('sub')), /is missing/],
  ['weights that are not there', () => withWeights(beside('none.bin')), /none\.bin is missing/],
  [
    'two places for one tensor',
    () => withWeights(beside('weights.bin', {}, [entry('location', '/etc/passwd')])),
    out,
  ],
  [
    'a place, though it says it has none',
    () => withWeights(beside('/etc/passwd', {}, [varintField(14, 0)])),
    out,
  ],
  ['a place in a node', () => constant([lengthField(5, [beside('/etc/passwd')])]), out],
  [
    'a place in a loop',
    () =>
      model([
        ...plain,
        node('Loop', [lengthField(5, [lengthField(6, [initializer(beside('../secret.bin'))])])]),
      ]),
    out,
  ],
  [
    'a place in a sparse tensor',
    () => model([...plain, lengthField(15, [lengthField(1, [beside('../secret.bin')])])]),
    out,
  ],
  [
    'a place in a function',
    () =>
      model(plain, [
        lengthField(25, [
          lengthField(1, 'f'),
          lengthField(7, [
            lengthField(4, 'Constant'),
            lengthField(5, [lengthField(5, [beside('../secret.bin')])]),
          ]),
        ]),
      ]),
    out,
  ],
  [
    'a place in a second graph',
    () => bytes([model(plain), lengthField(7, [initializer(beside('../secret.bin'))])]),
    out,
  ],
  [
    'an offset beyond the file',
    () => withWeights(beside('weights.bin', { offset: '8' })),
    /cut short; copy them again/,
  ],
  [
    'a length beyond the file',
    () => withWeights(beside('weights.bin', { length: '17' })),
    /wants 17 bytes of .*weights\.bin, which has 16/,
  ],
  [
    'a negative offset',
    () => withWeights(beside('weights.bin', { offset: '-8' })),
    /place "-8" of a file; expected a number/,
  ],
  [
    'an offset that overflows',
    () => withWeights(beside('weights.bin', { offset: '9'.repeat(30) })),
    /place "9+"/,
  ],
  ['an offset in other digits', () => withWeights(beside('weights.bin', { offset: '0x8' })), /place "0x8"/],
  [
    'the same bytes again and again',
    () => withWeights(...Array.from({ length: 9 }, () => beside('weights.bin'))),
    /the same again and again/,
  ],
  [
    'weights packed for a processor',
    () => withWeights(beside('weights.bin', {}, [entry('prepacked_0', 'k|0;16;0')])),
    /as one processor packed it/,
  ],
  ['dims that overflow', () => withWeights(tensor([], [2 ** 40, 2 ** 40])), /which is absurd/],
  [
    'a negative dim',
    () => withWeights(bytes([Uint8Array.of(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1), tensor([])])),
    /which is absurd/,
  ],
  ['a small file that says terabytes', () => withWeights(tensor([], [2 ** 20, 2 ** 20])), /holds 0 bytes/],
  [
    'fewer bytes than numbers',
    () => withWeights(tensor([lengthField(9, [new Uint8Array(8)])])),
    /"w" of 4 numbers holds 8 bytes/,
  ],
  ['a thousand dimensions', () => withWeights(tensor([], Array(1000).fill(1))), /more than 64 dimensions/],
  [
    'dims as one long list',
    () => withWeights(bytes([lengthField(1, [new Uint8Array(1 << 20)]), tensor([])])),
    /more than 64 dimensions/,
  ],
  [
    'an input of terabytes',
    () => model([node('Relu'), value(11, 'x', [1, 4, 2 ** 20, 2 ** 20])]),
    /more than 268435456 numbers as its input x/,
  ],
  ['graphs within graphs', () => nested(17), /more than 16 deep/],
  ['very many graphs within graphs', () => nested(200), /more than 16 deep/],
  ['functions that multiply', () => laughs(9), /more than 100000 operators/],
  [
    'functions that call themselves',
    () => model(plain, [lengthField(25, [lengthField(1, 'f'), lengthField(7, [lengthField(4, 'f')])])]),
    /call themselves/,
  ],
  [
    'very many operators',
    () => {
      const one = node('Relu')
      const all = new Uint8Array(one.length * (graphLimits.nodes + 1))
      for (let i = 0; i <= graphLimits.nodes; i++) all.set(one, i * one.length)
      return model([...plain, all])
    },
    /more than 100000 operators/,
  ],
  [
    'an operator that ONNX Runtime does not bring',
    () => model([node('Relu'), node('Shell', [], 'evil.ops')]),
    /evil\.ops\.Shell\)/,
  ],
  [
    'one of an extension that would have to be loaded',
    () => model([node('PythonOp', [], 'ai.onnx.contrib')]),
    /onnxruntime-extensions, which Reroll does not load/,
  ],
  [
    'a name of megabytes',
    () => model([...plain, lengthField(1, [lengthField(4, 'x'.repeat(2 << 20))])]),
    /not a readable ONNX graph/,
  ],
  [
    'a length that lies',
    () => bytes([model(plain), Uint8Array.from([58, ...varintBytes(2 ** 40)])]),
    /not a readable ONNX graph/,
  ],
  [
    'a tag that other readers cut',
    () => bytes([model(plain), Uint8Array.from([...varintBytes(2 ** 32 + 58), 0])]),
    /not a readable ONNX graph/,
  ],
  ['groups, which ONNX has none of', () => bytes([model(plain), Uint8Array.of(11, 12)]), /not a readable/],
  ["the runtime's other format", () => Buffer.from('\x18\0\0\0ORTM and more of it'), /not a readable/],
  ['a pickle', () => Buffer.from('\x80\x02ctorch._utils\n_rebuild_tensor_v2\nq\x00.'), /not a readable/],
  ['nothing', () => new Uint8Array(0), /not a readable/],
]

describe('a graph that is more than data is refused', () => {
  test.each(rows)('%s', async (_, make, says) => {
    const place = file(make())
    expect(() => checkGraph(place)).toThrow(says)
    const opened = openSession(place, { provider: 'cpu', threads: 1 })
    await expect(opened).rejects.toMatchObject({
      code: 'model-broken',
      message: expect.not.stringContaining('ONNX Runtime said'),
    })
  })

  test('also where bytes stand for the file', () => {
    const hostile = withWeights(beside('../secret.bin'))
    expect(() => checkGraph(file(model(plain)), hostile)).toThrow(out)
  })

  test('a file over 2 GiB, of which nothing is read', () => {
    const source = {
      size: 2 ** 31,
      read: () => {
        throw new Error('read')
      },
    }
    expect(() => surveyOf(source)).toThrow(/over 2 GiB/)
  })
})

test('functions count as often as they are called', () => {
  const calls = (row: Record<string, number>) => new Map(Object.entries(row))
  const functions = new Map([
    ['f', calls({ g: 3, Relu: 1 })],
    ['g', calls({ Relu: 2 })],
  ])
  expect(expandedNodes(calls({ f: 2, Add: 1 }), functions)).toBe(2 * (3 * 2 + 1) + 1)
  expect(surveyOf(bytesSource(laughs(3))).byDomain).toEqual(new Map([['', new Set(['Relu'])]]))
})
