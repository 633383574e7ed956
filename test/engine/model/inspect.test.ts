import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { inspectModel } from '#engine/model/inspect.ts'
import { fixture } from '../pipeline/draw.ts'

const shipped = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')
const inspected = (folder: string) =>
  inspectModel(folder, { device: 'cpu', verify: false, signal: new AbortController().signal })

test.each([
  ['tiny-sd', [], false],
  ['tiny-control', ['canny'], false],
  ['tiny-inpaint', [], true],
])('%s says what reads maps, and whether it inpaints', async (name, controls, inpaints) => {
  const report = await inspected(fixture(name))
  expect(report).toMatchObject({ canRun: true, warnings: [], controls, regions: 'mixing', inpaints })
})

test('the shipped model reads sketches', async () => {
  expect((await inspected(shipped)).controls).toEqual(['sketch'])
})

test('a ControlNet that does not go with the model is told of, and the model runs without it', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-inspect-'))
  try {
    await cp(fixture('tiny-sd'), join(scratch, 'plain'), { recursive: true })
    await mkdir(join(scratch, 'plain/controlnet'))
    await cp(
      join(fixture('tiny-control'), 'controlnet/canny/model.onnx'),
      join(scratch, 'plain/controlnet/model.onnx'),
    )
    const report = await inspected(join(scratch, 'plain'))
    expect(report).toMatchObject({ canRun: true, controls: [] })
    expect(report.warnings).toEqual([expect.stringContaining('without inputs for ControlNets')])
  } finally {
    await rm(scratch, { recursive: true })
  }
})
