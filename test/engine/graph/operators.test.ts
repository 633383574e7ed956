import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { onBestDevice } from '#engine/devices.ts'
import { boundsOf, drawsNoise, operatorObstacle, operatorRows } from '#engine/graph/check-operators.ts'
import { readOperators } from '#engine/graph/operators.ts'
import { join as bytes, lengthField, varintField } from '#engine/graph/wire.ts'
import { openSession } from '#engine/runtime.ts'
import { fixture } from '../pipeline/draw.ts'

let scratch: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-operators-'))
})
afterEach(() => rmSync(scratch, { recursive: true }))

type Op = readonly [domain: string, op: string]
const node = ([domain, op]: Op, body: Uint8Array[] = []) =>
  lengthField(1, [
    lengthField(1, 'x'),
    lengthField(2, 'y'),
    lengthField(4, op),
    lengthField(7, domain),
    ...body.map(graph =>
      lengthField(5, [lengthField(1, 'body'), lengthField(6, [graph]), varintField(20, 5)]),
    ),
  ])

/** x -> y of one float, through the operators; as a file, with its functions. */
function graph(ops: readonly Op[], { within = [] as Op[], functions = [] as Op[] } = {}): string {
  const tensor = lengthField(1, [varintField(1, 1), lengthField(2, [lengthField(1, [varintField(1, 1)])])])
  const value = (name: string) => [lengthField(1, name), lengthField(2, [tensor])]
  const body = within.map(op => bytes([node(op)]))
  const nodes = ops.map((op, i) => node(op, i === 0 ? body : []))
  const file = join(scratch, 'model.onnx')
  writeFileSync(
    file,
    bytes([
      varintField(1, 8),
      lengthField(7, [
        ...nodes,
        lengthField(2, 'g'),
        lengthField(11, value('x')),
        lengthField(12, value('y')),
      ]),
      lengthField(8, [lengthField(1, ''), varintField(2, 17)]),
      lengthField(8, [lengthField(1, 'com.microsoft'), varintField(2, 1)]),
      ...functions.map(([domain, name]) =>
        lengthField(25, [
          lengthField(1, name),
          lengthField(7, [lengthField(4, 'Relu'), lengthField(7, '')]),
          lengthField(10, domain),
        ]),
      ),
    ]),
  )
  return file
}

describe('operators that not every provider has', () => {
  const rows = operatorRows.flatMap(({ domain, ops, devices }) =>
    (ops ?? ['Anything']).map(op => [domain, op, devices] as const),
  )
  test.each(rows)('%s.%s is named, with where it runs', (domain, op, devices) => {
    const file = graph([
      ['', 'Relu'],
      [domain, op],
    ])
    if (devices.includes('cpu')) expect(operatorObstacle(file, 'cpu')).toBeNull()
    else {
      const said = operatorObstacle(file, 'cpu')!
      expect(said).toContain(`${domain}.${op}`)
      expect(said).toContain(file)
      for (const device of devices) {
        expect(said).toContain(device)
        expect(operatorObstacle(file, device)).toBeNull()
      }
    }
  })

  test('a domain that nobody knows runs nowhere', () => {
    expect(operatorObstacle(graph([['trt.plugins', 'GroupNormalizationPlugin']]), 'cuda')).toMatch(
      /operators that ONNX Runtime does not bring \(trt\.plugins\.GroupNormalizationPlugin\)/,
    )
  })

  test('they are found in loops and branches too, and not where the file defines them itself', () => {
    expect(operatorObstacle(graph([['', 'If']], { within: [['com.microsoft', 'NhwcConv']] }), 'cpu')).toMatch(
      /NhwcConv/,
    )
    const own = graph([['pkg.mine', 'Gelu2']], { functions: [['pkg.mine', 'Gelu2']] })
    expect(operatorObstacle(own, 'cpu')).toBeNull()
  })

  test.each(['tiny-sd', 'tiny-sd-fp16', 'tiny-sd-external', 'tiny-sd-frozen', 'tiny-xl'])(
    '%s has none',
    name => {
      const operators = readOperators(join(fixture(name), 'unet/model.onnx'))!
      expect(boundsOf(operators)).toEqual([])
      expect(operators.byDomain.get('')!.has('Conv')).toBe(true)
      expect(operators.inputs.slice(0, 3)).toEqual(['sample', 'timestep', 'encoder_hidden_states'])
    },
  )
})

test('the runtime itself refuses such a graph on the CPU, and without naming a way out', async () => {
  const file = graph([['com.microsoft', 'BiasSplitGelu']])
  const opened = openSession(file, { provider: 'cpu', threads: 1 })
  await expect(opened).rejects.toThrow(/ONNX Runtime/)
})

test('a file that is no graph is left to the runtime to refuse', () => {
  const file = join(scratch, 'model.onnx')
  writeFileSync(file, 'not a graph at all')
  expect(readOperators(file)).toBeNull()
  expect(readOperators(join(scratch, 'none.onnx'))).toBeNull()
})

test('an encoder that draws noise of its own is known', () => {
  expect(drawsNoise(readOperators(graph([['', 'RandomNormalLike']]))!)).toBe(true)
  expect(drawsNoise(readOperators(join(fixture('tiny-sd'), 'vae_encoder/model.onnx'))!)).toBe(false)
})

test('where devices are tried in turn, the sentence says why one was passed over', async () => {
  const file = graph([['com.microsoft', 'GroupNorm']])
  await expect(
    onBestDevice('cpu', async ({ id }) => {
      throw new Error(operatorObstacle(file, id)!)
    }),
  ).rejects.toThrow(/only dml or cuda can run it/)
})
