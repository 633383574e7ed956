import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodePicture, encodePlain, pictureOrigin, sha256 } from '#engine/png/picture-file.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { reroll, scratchFolder, shipped } from './run-cli.ts'
import { paint, pixels, recordOf } from './studio/paint.ts'

const scratch = scratchFolder()
const folder = () => join(scratch.path, 'pictures')
const run = (...args: string[]) =>
  reroll(['library', 'verify', ...args, '--folder', folder()], { REROLL_CACHE: join(scratch.path, 'cache') })

/** What the shipped model drew, once. */
let real: Uint8Array
let drawn: string
afterAll(() => rmSync(drawn, { recursive: true, force: true }))
beforeAll(() => {
  drawn = mkdtempSync(join(tmpdir(), 'reroll-verify-test-'))
  const file = join(drawn, 'real.png')
  expect(
    reroll(['generate', 'a red bird', '--seed', '7', '--steps', '4', '--out', file, '--model', shipped])
      .status,
  ).toBe(0)
  real = new Uint8Array(readFileSync(file))
})
const recorded = (): PictureRecord => {
  const origin = pictureOrigin(real, 'real')
  if (origin.kind !== 'reroll') throw new Error('no record')
  return origin.record
}
/** The real picture, a little or much changed, with a record that says that this is how it was drawn. */
function put(
  name: string,
  change: Partial<PictureRecord>,
  touch: (rgb: Uint8Array) => void = () => {},
): void {
  const picture = decodeRgb(real, 'real')
  const rgb = picture.rgb.slice()
  touch(rgb)
  mkdirSync(folder(), { recursive: true })
  const record = { ...recorded(), ...change, pixels: sha256(rgb) }
  writeFileSync(join(folder(), name), encodePicture({ ...picture, rgb }, record))
}

describe('reroll library verify', () => {
  test('a whole library: every pixel is as its id says, and drawn again it is the same', async () => {
    mkdirSync(folder())
    writeFileSync(join(folder(), 'real.png'), real)
    writeFileSync(join(folder(), 'other.png'), encodePlain(pixels(3)))
    writeFileSync(
      join(folder(), 'b.jpg'),
      await sharp(Buffer.from(encodePlain(pixels(9, 40))))
        .jpeg()
        .toBuffer(),
    )
    const { status, stdout, stderr } = run()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(
      /real\.png: drawn again, every pixel is the same\n3 pictures checked, none damaged, 1 drawn again \(--seed \d+ chooses the same\)/,
    )
    const told = JSON.parse(run('--json').stdout)
    expect(told).toMatchObject({ checked: 3, damaged: [], skipped: [], cancelled: false })
    expect(told.again[0]).toMatchObject({ identical: true, maxDelta: 0, ssim: 1, before: told.again[0].now })
    expect(told).toMatchObject({ missing: 0, seed: expect.any(Number) })
    expect(JSON.parse(run('--json', '--seed', '5').stdout).seed).toBe(5)
    expect(JSON.parse(run('--json', '--sample', '0').stdout).again).toEqual([])
  })

  test('changed pixels and unreadable files are damage, each in a sentence', () => {
    paint(join(folder(), 'whole.png'), 1)
    writeFileSync(join(folder(), 'changed.png'), encodePicture(pixels(77), recordOf(2, 'a fox')))
    const bytes = encodePicture(pixels(4, 200), recordOf(4, 'an owl', 200))
    writeFileSync(
      join(folder(), 'rotten.png'),
      Buffer.from(bytes).fill(0, bytes.length - 60, bytes.length - 20),
    )
    writeFileSync(join(folder(), 'short.png'), bytes.subarray(0, bytes.length - 20))
    const { status, stdout, stderr } = run('--sample', '0')
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /changed\.png: its pixels are not those of its id [0-9a-f]{8}…: they were changed\n {2}Put back a copy from a backup/,
    )
    expect(stdout).toMatch(/rotten\.png: rotten\.png is damaged: /)
    expect(stdout).toMatch(/short\.png: short\.png is cut short; copy it again\n {2}Put a whole copy/)
    expect(stdout).toMatch(/\n3 pictures checked, 3 damaged, 0 drawn again\n$/)
    expect(stderr).toMatch(/3 pictures are damaged\n$/)
  })

  test('drift on another device is told with what differs, and is no damage', () => {
    put('drift.png', { device: 'cuda', versions: { reroll: '0.0.1', onnxruntime: '1.20.0' } }, rgb => {
      for (let i = 0; i < rgb.length; i += 7) rgb[i] = rgb[i]! < 250 ? rgb[i]! + 2 : 250
    })
    const { status, stdout } = run()
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /drift\.png: drawn again it differs by at most \d of 255, SSIM 0\.9\d+ \(device cuda then, cpu now; .*ONNX Runtime 1\.20\.0 then, /,
    )
  })

  test('a missing model is said, and what nothing explains is damage', () => {
    put('missing.png', { model: { id: 'no-such-model', hash: 'f'.repeat(64) } }, rgb => rgb.fill(9, 0, 30))
    put('forged.png', {}, rgb => rgb.fill(255, 0, rgb.length / 2))
    const { status, stdout } = run('--sample', '5')
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /missing\.png: its model "no-such-model" is not installed here; it was not drawn again/,
    )
    expect(stdout).toMatch(
      /forged\.png: drawn again it differs by at most \d+ of 255, SSIM 0\.\d+, though all that it tells is the same/,
    )
    expect(readdirSync(folder())).not.toContain('.reroll-lock')
  })

  test('says what is wrong in one sentence', () => {
    mkdirSync(folder())
    expect(run('--sample', '-1')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^--sample must be/),
    })
    expect(run('x.png')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/the whole library is verified/),
    })
    expect(run()).toMatchObject({ status: 0, stdout: '0 pictures checked, none damaged, 0 drawn again\n' })
  })
})
