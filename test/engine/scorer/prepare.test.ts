import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readOpenClipPreprocess, readPreprocessor } from '#engine/scorer/preparation.ts'
import { prepare } from '#engine/scorer/prepare.ts'
import { floats } from '#engine/tensor.ts'
import { clipGolden, sparse, worst } from './clip-golden.ts'
import { paint } from './paint.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-prepare-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(config: object): string {
  const file = join(folder, 'config.json')
  writeFileSync(file, JSON.stringify(config))
  return file
}

describe('pictures are prepared as transformers prepares them', () => {
  test.each(clipGolden.preprocessing)('$name', async ({ config, shape, values, ...size }) => {
    const kind = JSON.stringify(config).includes('Siglip') ? 'siglip' : 'clip'
    const made = prepare([paint(size)], await readPreprocessor(write(config), kind))
    expect(made.dims).toEqual([1, ...shape])
    expect(worst([sparse(floats(made))], [values])).toBeLessThan(1e-3)
  })

  test('several at once are those one at a time', async () => {
    const preparation = await readPreprocessor(write({ size: 24, crop_size: 24 }), 'clip')
    const pictures = [paint({ height: 40, width: 30 }), paint({ height: 25, width: 70 })]
    const together = floats(prepare(pictures, preparation))
    const alone = pictures.flatMap(picture => [...floats(prepare([picture], preparation))])
    expect([...together]).toEqual(alone)
  })
})

test('a file that is silent means what the image processor assumes', async () => {
  expect(await readPreprocessor(write({}), 'clip')).toMatchObject({
    resize: { kind: 'shortest', side: 224 },
    filter: 'bicubic',
    crop: { width: 224, height: 224 },
    mean: [0.48145466, 0.4578275, 0.40821073],
  })
  expect(await readPreprocessor(write({ size: 384 }), 'siglip')).toMatchObject({
    resize: { kind: 'exact', width: 384, height: 384 },
    crop: null,
    mean: [0.5, 0.5, 0.5],
  })
})

test("OpenCLIP's own file: squashed or by the shorter side, half a pixel to the even one", async () => {
  const open = (config: object) => readOpenClipPreprocess(write(config))
  expect(await open({ size: [32, 40], resize_mode: 'squash', interpolation: 'bilinear' })).toMatchObject({
    resize: { kind: 'exact', width: 40, height: 32 },
    filter: 'bilinear',
    crop: null,
  })
  const shortest = await open({ size: 2, mean: [0, 0, 0], std: [1, 1, 1] })
  // A strip of 5 columns: the rest of 3 halves to 1.5, which torchvision rounds to 2 and transformers down to 1.
  const strip = { width: 5, height: 2, rgb: Uint8Array.from({ length: 30 }, (_, i) => Math.floor(i / 3) % 5) }
  const red = (values: Float32Array) => Array.from(values.subarray(0, 2), value => Math.round(value * 255))
  expect(red(floats(prepare([strip], shortest)))).toEqual([2, 3])
  const down = { ...shortest, crop: { width: 2, height: 2, half: 'down' as const } }
  expect(red(floats(prepare([strip], down)))).toEqual([1, 2])
})

test.each([
  [{ resample: 0 }, 'expected 1 (Lanczos), 2 (bilinear)'],
  [{ do_center_crop: false }, 'leaves pictures in many sizes'],
  [{ size: { longest_edge: 3 } }, 'is not what was expected'],
  [{ image_mean: [1, 2] }, 'is not what was expected'],
])('%j is refused', async (config, said) => {
  await expect(readPreprocessor(write(config), 'clip')).rejects.toMatchObject({
    code: 'model-broken',
    message: expect.stringContaining(said),
  })
})

test.each([
  [{ size: [32, 40] }, 'only squares are known'],
  [{ size: 32, resize_mode: 'longest' }, 'is not what was expected'],
])('%j of OpenCLIP is refused', async (config, said) => {
  await expect(readOpenClipPreprocess(write(config))).rejects.toThrow(said)
})
