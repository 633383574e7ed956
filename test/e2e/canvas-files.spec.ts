import { readFileSync } from 'node:fs'
import { decode, encode } from 'fast-png'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type PixelLayer, readPsdLayers, writePsdLayers } from '../../renderer/canvas/files/psd-layers.ts'
import { t } from '../../renderer/strings.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const words = t.canvas
const host = servedHost()

/** Files into drawings and out of them. Where they are saved is the host's; what is in them is the page's. */
describe('files of the canvas', () => {
  let profile: Profile
  let studio: Opened
  let me: Person

  const layers = () => studio.page.getByRole('list', { name: words.layers.title }).getByRole('listitem')
  const menu = async (item: string) => {
    await studio.page.getByRole('button', { name: new RegExp(`^${words.file.title}:`) }).click()
    await studio.page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const exported = async (item: string) => {
    const [download] = await Promise.all([studio.page.waitForEvent('download'), menu(item)])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const filled = (width: number, height: number, colour: readonly number[]) => ({
    width,
    height,
    data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => colour[i % 4]!),
  })
  const own: PixelLayer[] = [
    {
      name: 'Meadow',
      left: 100,
      top: 600,
      opacity: 1,
      visible: true,
      pixels: filled(300, 200, [47, 158, 68, 255]),
    },
    {
      name: 'Sun',
      left: 700,
      top: 50,
      opacity: 128 / 255,
      visible: true,
      pixels: filled(90, 90, [244, 163, 0, 255]),
    },
    {
      name: 'Notes',
      left: 0,
      top: 0,
      opacity: 1,
      visible: false,
      pixels: filled(20, 10, [200, 16, 46, 255]),
    },
  ]
  const psd = writePsdLayers(own, filled(1024, 1024, [255, 255, 255, 255]))

  beforeAll(async () => {
    profile = newProfile()
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
    await studio.page.getByRole('radio', { name: t.pages.canvas, exact: true }).click()
    await studio.page.getByRole('button', { name: words.start.empty }).click()
    await layers().first().waitFor()
  })
  afterEach(async context => {
    if (context.task.result?.state === 'fail') await keepScreen(studio, `files ${context.task.name}`)
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('the layers of a PSD become layers, and come out again as they were', async () => {
    await me.drop('poster.psd', psd, '')
    await expect.poll(() => layers().count()).toBe(5)
    await me.notices.getByText(words.problems.psd(3)).waitFor()
    expect(await lookAt(studio.page, host.name, 'canvas-psd')).toEqual([])
    const { name, bytes } = await exported(words.file.exportPsd)
    expect(name).toBe(`${words.file.untitled}.psd`)
    const limits = { pixels: 1e8, layers: 100 }
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    expect(readPsdLayers(buffer, limits)).toEqual(own)
    await studio.page.keyboard.press('Control+z')
    await expect.poll(() => layers().count()).toBe(2)
    await studio.page.keyboard.press('Control+Shift+z')
    await expect.poll(() => layers().count()).toBe(5)
  })

  test('the page as PNG: with paper, and without', async () => {
    const pixel = (bytes: Buffer, x: number, y: number) => {
      const { data, channels, width, height } = decode(bytes)
      expect([width, height]).toEqual([1024, 1024])
      const at = (y * width + x) * channels
      return [...data.subarray(at, at + 3), channels === 4 ? data[at + 3] : 255]
    }
    const page = await exported(words.file.exportPng)
    expect(pixel(page.bytes, 500, 500)).toEqual([255, 255, 255, 255])
    expect(pixel(page.bytes, 200, 700)).toEqual([47, 158, 68, 255])
    const clear = await exported(words.file.exportClear)
    expect(pixel(clear.bytes, 500, 500)[3]).toBe(0)
    expect(pixel(clear.bytes, 200, 700)).toEqual([47, 158, 68, 255])
    expect(Math.abs(pixel(clear.bytes, 740, 90)[3]! - 128)).toBeLessThanOrEqual(1)
    const box = await exported(words.file.exportBox)
    expect(pixel(box.bytes, 200, 700)).toEqual([47, 158, 68, 255])
  })

  test('what cannot be placed says why, and leaves the drawing as it was', async () => {
    const cmyk = psd.slice()
    new DataView(cmyk.buffer).setUint16(24, 4)
    const giant = encode({ width: 1, height: 1, data: new Uint8Array(4), channels: 4, depth: 8 }).slice()
    new DataView(giant.buffer, giant.byteOffset).setUint32(16, 60_000)
    new DataView(giant.buffer, giant.byteOffset).setUint32(20, 60_000)
    const svg = new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    )
    const cases: [string, Uint8Array, string][] = [
      ['cmyk.psd', cmyk, words.problems.psdColours('cmyk.psd')],
      ['cut.psd', psd.subarray(0, 200), words.problems.broken('cut.psd')],
      ['giant.png', giant, words.problems.huge('giant.png', 60_000, 60_000, 64)],
      ['cut.png', giant.subarray(0, 30), words.problems.huge('cut.png', 60_000, 60_000, 64)],
      ['mark.svg', svg, words.problems.kind('mark.svg')],
    ]
    for (const [name, bytes, sentence] of cases) {
      await me.drop(name, bytes, '')
      await me.notices.getByText(sentence).waitFor()
    }
    expect(await layers().count()).toBe(5)
  })

  test('16-bit pictures are placed; of what moves the first picture is, and it is said', async () => {
    const deep = encode({
      width: 8,
      height: 8,
      data: new Uint16Array(8 * 8 * 3).fill(40_000),
      channels: 3,
      depth: 16,
    })
    await me.drop('deep.png', deep)
    await expect.poll(() => layers().count()).toBe(6)
    const gif = Buffer.from(
      'R0lGODlhAQABAIAAAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAAAQABAAACAkQBACH5BAAKAAAALAAAAAABAAEAAAICTAEAOw==',
      'base64',
    )
    await me.drop('moves.gif', gif, 'image/gif')
    await me.notices.getByText(words.problems.first('moves.gif')).waitFor()
    await expect.poll(() => layers().count()).toBe(7)
  })

  test('what is selected is copied, cut and pasted', async () => {
    const { page } = studio
    const svg = async () => (await exported(words.file.exportSvg)).bytes.toString()
    const strokes = async () => (await svg()).match(/<path/g)?.length ?? 0
    const stage = page.getByRole('application', { name: words.stage })
    await layers().filter({ hasText: words.layers.roles.sketch }).first().getByRole('button').first().click()
    const { x, y, width, height } = (await stage.boundingBox())!
    const at = (across: number, down: number) => [x + width * across, y + height * down] as const
    await page.keyboard.press('b')
    await page.mouse.move(...at(0.45, 0.4))
    await page.mouse.down()
    await page.mouse.move(...at(0.55, 0.5), { steps: 10 })
    await page.mouse.up()
    await expect.poll(strokes).toBe(1)
    await stage.focus()
    await page.keyboard.press('v')
    await page.mouse.click(...at(0.5, 0.45))
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await expect.poll(strokes).toBe(2)
    await stage.focus()
    await page.keyboard.press('Control+x')
    await expect.poll(strokes).toBe(1)
  })
})
