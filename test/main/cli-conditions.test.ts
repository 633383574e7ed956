import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAssets } from '#engine/png/assets-chunk.ts'
import { withChunks } from '#shared/png/chunks.ts'
import { reroll, root, shipped } from './run-cli.ts'

const tiny = join(root, 'test/fixtures/tiny-sd')
const control = join(root, 'test/fixtures/tiny-control')
const folder = mkdtempSync(join(tmpdir(), 'reroll-conditions-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

/** A grey picture by what is at x, y, both 0..1. */
const picture = (name: string, side: number, value: (x: number, y: number) => number, height = side) =>
  writeFileSync(
    at(name),
    encode({
      width: side,
      height,
      channels: 1,
      depth: 8,
      data: Uint8Array.from({ length: side * height }, (_, i) =>
        value((i % side) / side, Math.floor(i / side) / height),
      ),
    }),
  )
const ring = (x: number, y: number) => Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3) < 0.04

beforeAll(() => {
  picture('dark.png', 96, (x, y) => (ring(x, y) ? 0 : 255))
  picture('light.png', 96, (x, y) => (ring(x, y) ? 255 : 0))
  picture('photo.png', 64, (x, y) => 255 * x * (1 - y))
  picture('left.png', 32, x => (x < 0.5 ? 255 : 0))
  picture('black.png', 32, () => 0)
  picture('wide.png', 64, () => 255, 16)
  writeFileSync(at('photo.jpg'), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70))
  writeFileSync(at('cut.png'), readFileSync(at('photo.png')).subarray(0, 60))
  const still = readFileSync(at('photo.png'))
  const frames = { type: 'acTL', data: Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 0) }
  writeFileSync(at('moving.png'), withChunks(still, [frames]))
  // Only the head is true: what would be unpacked of it is 4.9 thousand million pixels.
  const huge = new Uint8Array(still)
  new DataView(huge.buffer).setUint32(16, 70_000)
  new DataView(huge.buffer).setUint32(20, 70_000)
  writeFileSync(at('huge.png'), huge)
  const region = { words: 'a hill', box: [0, 0.5, 1, 0.5] }
  const layout = (name: string, regions: unknown) =>
    writeFileSync(at(name), JSON.stringify({ version: 1, regions }))
  layout('two.json', [region, { words: 'the sky', mask: 'left.png', weight: 0.8 }])
  layout(
    'many.json',
    Array.from({ length: 200 }, () => region),
  )
  layout('beyond.json', [{ words: 'a hill', box: [0.6, 0, 0.6, 1] }])
  layout('neither.json', [{ words: 'a hill' }])
  layout('unnamed.json', [region, { ...region, weight: 3 }])
  writeFileSync(at('nojson.json'), 'regions: []')
})

const generate = (model: string, ...args: string[]) =>
  reroll(['generate', 'a red bird', '--model', model, '--steps', '2', '--seed', '3', '--json', ...args])
const pixelsOf = (stdout: string) => JSON.parse(stdout).images[0].pixels as string

describe('conditions from the command line', () => {
  test('a sketch dark on light and the same light on dark are the same sketch', () => {
    const [dark, light, none] = [
      generate(shipped, '--sketch', at('dark.png'), '--out', at('d.png')),
      generate(shipped, '--sketch', at('light.png'), '--out', at('l.png')),
      generate(shipped, '--out', at('n.png')),
    ]
    expect([dark.status, light.status, none.status]).toEqual([0, 0, 0])
    expect(pixelsOf(dark.stdout)).toBe(pixelsOf(light.stdout))
    expect(pixelsOf(dark.stdout)).not.toBe(pixelsOf(none.stdout))
  })

  test('every condition at once comes back byte for byte from the picture alone', () => {
    const out = at('all.png')
    const drawn = generate(
      shipped,
      ...['--sketch', at('dark.png'), '--sketch-weight', '0.7', '--sketch-steps', '0-0.5'],
      ...['--layout', at('two.json'), '--init', at('photo.png'), '--mask', at('left.png')],
      ...['--strength', '0.9', '--out', out],
    )
    expect(drawn.status).toBe(0)
    const again = reroll(['generate', '--from', out, '--json', '--out', at('again.png')])
    expect(JSON.parse(again.stdout)).toMatchObject({ identical: true })
    expect(readFileSync(at('again.png')).equals(readFileSync(out))).toBe(true)
  })

  test('16 bits a channel are the same sketch as 8', () => {
    const { data } = decode(readFileSync(at('dark.png')))
    const deep = Uint16Array.from(data, one => one * 257)
    writeFileSync(at('deep.png'), encode({ width: 96, height: 96, channels: 1, depth: 16, data: deep }))
    const [deeper, usual] = ['deep.png', 'dark.png'].map(name =>
      generate(shipped, '--sketch', at(name), '--out', at(`of-${name}`)),
    )
    expect(pixelsOf(deeper!.stdout)).toBe(pixelsOf(usual!.stdout))
  })

  test('a sketch of another shape is whole and undistorted, with paper around it', () => {
    const of = (name: string) => {
      expect(generate(shipped, '--sketch', at(name), '--out', at('map.png')).status).toBe(0)
      const { conditions } = JSON.parse(
        reroll(['generate', '--from', at('map.png'), '--json', '--out', at('map2.png')]).stdout,
      ).settings
      const map = decode(readAssets(readFileSync(at('map.png')))[conditions.controls[0].map]!)
      return { map, ink: (x: number, y: number) => map.data[y * map.width + x] }
    }
    picture('tall.png', 48, (x, y) => (Math.abs(x - 0.5) < 0.3 && Math.abs(y - 0.5) < 0.3 ? 0 : 255), 96)
    const { map, ink } = of('tall.png')
    expect([map.width, map.height]).toEqual([96, 96])
    expect([ink(0, 48), ink(95, 48), ink(48, 48), ink(48, 5)]).toEqual([0, 0, 255, 0])
  })

  test('what is off is off, the rest of the picture stays', () => {
    const off = reroll([
      'generate',
      '--from',
      at('all.png'),
      '--layout',
      'off',
      '--json',
      '--out',
      at('off.png'),
    ])
    const { settings } = JSON.parse(off.stdout)
    expect(settings.conditions.regions).toEqual([])
    expect(settings.conditions.controls.length).toBe(1)
    expect(settings.conditions.start).not.toBeNull()
  })

  test('a walk takes the conditions of the picture that it begins with', () => {
    const stop = (name: string, ...args: string[]) => generate(shipped, ...args, '--out', at(name)).status
    expect(stop('stop.png', '--sketch', at('dark.png'))).toBe(0)
    expect(stop('last.png', '--seed', '4')).toBe(0)
    const walk = ['walk', at('stop.png'), at('last.png'), '--frames', '1', '--out', at('frames')]
    expect(reroll(walk).status).toBe(0)
    const pixels = (name: string) => decode(readFileSync(at(name))).data
    expect(pixels('frames/frame-0001.png')).toEqual(pixels('stop.png'))
    expect(pixels('frames/frame-0003.png')).not.toEqual(pixels('last.png'))
  })

  test('maps for ControlNets have weights and steps of their own, which --from can change', () => {
    const told = (...args: string[]) => {
      const { stdout, stderr } = reroll(['generate', ...args, '--json'])
      expect(stderr).not.toMatch(/must|cannot/)
      const { settings, images } = JSON.parse(stdout)
      return { controls: settings.conditions.controls, pixels: images[0].pixels }
    }
    const first = told(
      ...['a bird', '--model', control, '--steps', '2', '--seed', '3', '--out', at('net.png')],
      ...['--control', `canny=${at('dark.png')}`, '--control-weight', 'canny=0.5'],
    )
    expect(first.controls).toMatchObject([{ net: 'canny', weight: 0.5, from: 0, to: 1 }])
    const second = told(
      ...['--from', at('net.png'), '--model', control, '--out', at('net2.png')],
      ...['--control-weight', 'canny=2', '--control-steps', 'canny=0-0.5'],
    )
    expect(second.controls).toMatchObject([{ ...first.controls[0], weight: 2, to: 0.5 }])
    expect(second.pixels).not.toBe(first.pixels)
    const off = [
      '--from',
      at('net.png'),
      '--model',
      control,
      '--out',
      at('net3.png'),
      '--control',
      'canny=off',
    ]
    expect(told(...off).controls).toEqual([])
  })

  test.each([
    [['--sketch', 'dark.png'], tiny, /reads no sketches of its own/],
    [['--sketch', 'nowhere.png'], shipped, /there is no such file/],
    [['--sketch', 'photo.jpg'], shipped, /save it as PNG/],
    [['--init', 'photo.jpg'], shipped, /save it as PNG/],
    [['--init', 'photo.png', '--mask', 'photo.jpg'], shipped, /save it as PNG/],
    [['--init', 'moving.png'], shipped, /animated/],
    [['--init', 'huge.png'], shipped, /70000 x 70000/],
    [['--init', 'cut.png'], shipped, /damaged|cut short/],
    [['--control', 'canny=dark.png'], shipped, /canny/],
    [['--control', 'canny'], shipped, /NET=FILE/],
    [['--control-weight', 'canny=0.5'], shipped, /--control canny=FILE/],
    [['--control-steps', 'canny=1-0'], shipped, /FROM-TO/],
    [['--layout', 'many.json'], shipped, /200 regions; at most 32/],
    [['--layout', 'beyond.json'], shipped, /beyond the picture/],
    [['--layout', 'neither.json'], shipped, /either a box or a mask/],
    [['--layout', 'unnamed.json'], shipped, /region 2 \(a hill\): weight/],
    [['--layout', 'nojson.json'], shipped, /not JSON/],
    [['--strength', '0.5'], shipped, /--init FILE/],
    [['--init', 'photo.png', '--strength', '2'], shipped, /from 0 to 1/],
    [['--init', 'photo.png', '--mask', 'black.png'], shipped, /nothing to draw/],
    [['--init', 'photo.png', '--mask', 'wide.png'], shipped, /another shape/],
    [['--sketch', 'dark.png', '--sketch-steps', '0.6'], shipped, /FROM-TO/],
    [['--sketch', 'dark.png', '--edges', 'wavy'], shipped, /canny/],
  ])('%s says what is wrong and writes nothing', (args, model, why) => {
    const out = at('never.png')
    const named = args.map(one =>
      /\.(png|jpg|json)$/.test(one) && !one.includes('=')
        ? at(one)
        : one.replace(/=(?=\w+\.png$)/, `=${folder}/`),
    )
    const { status, stderr } = generate(model, ...named, '--out', out)
    expect(status).not.toBe(0)
    expect(stderr).toMatch(why)
    expect(() => readFileSync(out)).toThrow()
  })
})
