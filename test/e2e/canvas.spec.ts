import { encode } from 'fast-png'
import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const words = t.canvas

describe.each([servedHost(), electronHost])('canvas, $name', host => {
  const at = atStudio(host)
  let stage: Locator

  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const layers = () => at.studio.page.getByRole('list', { name: words.layers.title }).getByRole('listitem')
  const saved = () => at.studio.page.getByText(words.file.saved, { exact: true }).waitFor()
  /** The picture of what the model sees of the layer in hand. */
  const seen = () => at.studio.page.getByRole('img', { name: words.condition.sees }).getAttribute('src')
  /** What the model sees once nothing changes any more: while a hand draws it is told of the stroke in progress. */
  const rested = async () => {
    let [last, now] = ['', await seen()]
    while (last !== now) {
      await at.studio.page.waitForTimeout(500)
      last = now ?? ''
      now = await seen()
    }
    return now
  }
  const toCanvas = () => at.studio.page.getByRole('radio', { name: t.pages.canvas, exact: true }).click()
  /** A stroke through points given as shares of the stage. */
  const draw = async (points: [number, number][]) => {
    const { x, y, width, height } = (await stage.boundingBox())!
    const { mouse } = at.studio.page
    for (const [i, [across, down]] of points.entries()) {
      await mouse.move(x + width * across, y + height * down, { steps: i ? 12 : 1 })
      if (!i) await mouse.down()
    }
    await mouse.up()
  }
  /** The bytes of the page as it is seen around the wave, without what lies over the box. */
  const pageNow = async () => {
    await at.studio.page.getByRole('switch', { name: words.live.on }).click()
    const bytes = (await stage.screenshot({ animations: 'disabled' })).toString('base64')
    await at.studio.page.getByRole('switch', { name: words.live.on }).click()
    return bytes
  }
  const wave: [number, number][] = [
    [0.4, 0.3],
    [0.5, 0.55],
    [0.6, 0.35],
  ]

  beforeAll(async () => {
    stage = at.studio.page.getByRole('application', { name: words.stage })
    await at.me.write('a red bird')
    await at.me.set(at.me.steps, 4)
  })

  test('the example opens from the empty state and steers', async () => {
    const { page } = at.studio
    await toCanvas()
    await page.getByRole('heading', { name: words.start.title }).waitFor()
    await look('canvas-start')
    await page.getByRole('button', { name: words.start.example }).click()
    await stage.waitFor()
    expect(await layers().count()).toBe(4)
    await expect.poll(seen).toBeTruthy()
    // The live picture came.
    await page.getByText(/^\d+\.\d s$/).waitFor()
    await look('canvas-example')
  })

  test('a stroke is seen by the model, kept, taken back and done again', async () => {
    const { page } = at.studio
    const before = await seen()
    await draw(wave)
    await expect.poll(seen).not.toBe(before)
    const drawn = await rested()
    await saved()
    await page.keyboard.press('Control+z')
    await expect.poll(seen).toBe(before)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(seen).toBe(drawn)
  })

  test('what is drawn is there after the window was opened again', async () => {
    const { page } = at.studio
    const before = await seen()
    await saved()
    await page.reload()
    await stage.waitFor()
    expect(await layers().count()).toBe(4)
    await layers().first().getByRole('button').first().click()
    await expect.poll(seen).toBe(before)
  })

  test('tools by their keys, layers by their menu', async () => {
    const { page } = at.studio
    await page.getByRole('button', { name: words.layers.add }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${words.layers.roles.mask}`) }).click()
    await expect.poll(() => layers().count()).toBe(5)
    await stage.focus()
    await page.keyboard.press('u')
    expect(await page.getByRole('button', { name: words.tools.rectangle }).getAttribute('aria-pressed')).toBe(
      'true',
    )
    await page.getByRole('button', { name: words.options.filled }).click()
    await draw([
      [0.45, 0.4],
      [0.6, 0.6],
    ])
    await expect.poll(seen).toBeTruthy()
    await look('canvas-mask')
    await page.getByRole('button', { name: words.layers.hide('Mask') }).click()
  })

  test('a locked layer says why it cannot be drawn on', async () => {
    const { page } = at.studio
    await layers().last().getByRole('button').first().click()
    await page.getByRole('button', { name: /^Lock Sky/ }).click()
    await page.keyboard.press('b')
    await draw(wave)
    await at.me.notices.getByText(words.refused.locked('Sky')).waitFor()
    await page.getByRole('button', { name: /^Unlock Sky/ }).click()
  })

  test('layers that an eraser reaches into merge into one image, and come apart again', async () => {
    const { page } = at.studio
    const bird = () => layers().filter({ hasText: 'Bird' }).first()
    await bird().getByRole('button').first().click()
    const before = await seen()
    const count = await layers().count()
    const more = (name: string) =>
      page.getByRole('button', { name: words.layers.more(name), exact: true }).click()
    await more('Bird')
    await page.getByRole('menuitem', { name: words.layers.duplicate }).click()
    await expect.poll(() => layers().count()).toBe(count + 1)
    await page.keyboard.press('e')
    await draw(wave)
    await more(words.layers.copyOf('Bird'))
    await page.getByRole('menuitem', { name: words.layers.merge }).click()
    await expect.poll(() => layers().count()).toBe(count)
    await expect.poll(seen).toBeTruthy()
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z')
    await expect.poll(seen).toBe(before)
    await page.keyboard.press('b')
  })

  test('a colour is kept in the palette of the drawing', async () => {
    const { page } = at.studio
    const palette = page.getByRole('region', { name: words.options.palette })
    await palette.getByRole('button', { name: '#1c7ed6' }).click()
    await palette.getByRole('button', { name: words.options.keep }).click()
    await expect.poll(() => palette.getByRole('button').first().getAttribute('aria-label')).toBe('#1c7ed6')
    await palette.getByRole('button', { name: words.options.unkeep }).click()
    await palette.getByRole('button', { name: words.options.keep }).waitFor()
  })

  test('pictures rolled here wait beside the drawing and can be taken into it', async () => {
    const { page } = at.studio
    await page.keyboard.press('Control+Enter')
    const strip = page.getByRole('region', { name: words.staging.title })
    await strip.getByRole('button', { name: words.staging.picture(1) }).click()
    await look('canvas-staging')
    const before = await layers().count()
    await strip.getByRole('button', { name: words.staging.accept }).click()
    await expect.poll(() => layers().count()).toBe(before + 1)
    await page.keyboard.press('Control+z')
    await expect.poll(() => layers().count()).toBe(before)
    // The file says what steered it.
    expect(pictureFiles(at.profile).length).toBe(1)
  })

  test('candidates are compared by keys, beside the drawing, and taken in part by a brush', async () => {
    const { page } = at.studio
    const strip = page.getByRole('region', { name: words.staging.title })
    const first = strip.getByRole('button', { name: words.staging.picture(1) })
    await strip.getByRole('button', { name: words.staging.live }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await first.getAttribute('aria-pressed')).toBe('true')
    const stageNow = () => stage.screenshot({ animations: 'disabled' })
    const whole = await stageNow()
    await strip.getByRole('slider', { name: words.staging.split }).focus()
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
    await expect.poll(async () => (await stageNow()).equals(whole)).toBe(false)
    await look('canvas-split')
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown')
    await expect.poll(async () => (await stageNow()).equals(whole)).toBe(true)

    const before = await layers().count()
    await strip.getByRole('button', { name: words.staging.part }).click()
    await expect.poll(() => layers().count()).toBe(before + 1)
    await layers().first().getByText(words.layers.revealed).waitFor()
    // Nothing is seen of it until the brush has been there.
    const covered = await pageNow()
    await draw(wave)
    await saved()
    await look('canvas-part')
    expect(await pageNow()).not.toBe(covered)
    await layers()
      .first()
      .getByRole('button', { name: /^More for/ })
      .click()
    await page.getByRole('menuitem', { name: words.layers.unreveal }).click()
    await expect.poll(() => layers().first().getByText(words.layers.revealed).count()).toBe(0)
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z')
    await expect.poll(() => layers().count()).toBe(before)
  })

  test('each kind of layer alone, none and all of them are drawn side by side', async () => {
    const { page } = at.studio
    await page.getByRole('button', { name: words.live.parts, exact: true }).click()
    const parts = page.getByRole('region', { name: words.live.parts })
    const { none, sketches, regions, all } = words.live.part
    for (const name of [none, sketches, regions, all])
      await parts.getByRole('button', { name, exact: true }).and(page.locator(':enabled')).waitFor()
    const pictures = await parts
      .locator('img')
      .evaluateAll(found => found.map(one => one.getAttribute('src')))
    expect(new Set(pictures).size).toBe(pictures.length)
    await parts.getByRole('button', { name: sketches }).click()
    await look('canvas-parts')
    await parts.getByRole('button', { name: t.close }).click()
  })

  test('a picture dropped on the canvas becomes an image layer; what is none changes nothing', async () => {
    const { page } = at.studio
    const before = await layers().count()
    const data = new Uint8Array(32 * 32 * 3).map((_, i) => (i * 7) % 256)
    await at.me.drop('photo.png', encode({ width: 32, height: 32, data, channels: 3, depth: 8 }))
    await expect.poll(() => layers().count()).toBe(before + 1)
    await at.me.drop('notes.txt', new TextEncoder().encode('no picture at all, only words'), 'text/plain')
    await at.me.notices.getByText(words.problems.kind('notes.txt')).waitFor()
    expect(await layers().count()).toBe(before + 1)
    await page.keyboard.press('Control+z')
    await look('canvas-image')
  })

  test('another drawing is opened from the list, and the menu opens again afterwards', async () => {
    const { page } = at.studio
    const menu = page.getByRole('button', { name: new RegExp(`^${words.file.title}:`) })
    await menu.click()
    await page.getByRole('menuitem', { name: words.file.new }).click()
    await expect.poll(() => layers().count()).toBe(2)
    await menu.click()
    await page.getByRole('menuitem', { name: words.file.open }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${words.start.exampleName}`) })
      .click()
    await expect.poll(() => layers().count()).toBeGreaterThan(3)
    await menu.click()
    await page.getByRole('menuitem', { name: words.file.copy }).click()
    await page
      .getByRole('button', { name: `${words.file.title}: ${words.file.copyOf(words.start.exampleName)}` })
      .waitFor()
  })
})
