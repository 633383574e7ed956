import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import type { Locator } from 'playwright'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import type { Dice } from '../../shared/dice.ts'
import { readTexts } from '../../shared/png/chunks.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const { diceParts: says } = t
/** What one host drew, for the other to compare. */
const drawn: string[] = []

describe.each([servedHost(), electronHost])('dice, $name', host => {
  const at = atStudio(host)
  let panel: Locator
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const seedOf = (die: string) =>
    panel.getByRole('textbox', { name: says.seedOf(die.toLowerCase()), exact: true })
  const throwDie = (die: string) =>
    panel.getByRole('button', { name: says.throw(die.toLowerCase()), exact: true })
  const section = (name: string) => panel.getByRole('button', { name, exact: true })
  const files = () => pictureFiles(at.profile)
  const settingsOf = (bytes: Uint8Array): { seed: number; dice?: Dice } =>
    JSON.parse(readTexts(bytes).get('reroll')!).settings
  /** What is drawn besides what was there, once there are so many. */
  const newOnes = async (before: readonly { name: string }[], n: number) => {
    const known = new Set(before.map(({ name }) => name))
    await expect.poll(() => files().filter(({ name }) => !known.has(name)).length).toBe(n)
    return files().filter(({ name }) => !known.has(name))
  }

  beforeAll(async () => {
    panel = at.studio.page.getByRole('complementary', { name: says.title })
    await at.me.write(bird)
    await at.me.set(at.me.steps, 2)
    await at.me.set(at.me.seed, 42)
    await at.me.roll(1)
    await at.me.picture(bird).waitFor()
  })

  test('the tray: every die there is, none with a seed of its own', async () => {
    await at.me.stage.click()
    await at.studio.page.keyboard.press('Shift+D')
    await panel.waitFor()
    expect(await seedOf(says.layout).inputValue()).toBe('')
    expect(await seedOf(says.main).inputValue()).toBe('42')
    await look('dice')
    await section(says.channels).click()
    await section(says.regions).click()
    await panel.getByRole('button', { name: says.walk.open }).scrollIntoViewIfNeeded()
    await look('dice-unfolded')
  })

  test('a typed layout stays over the next roll, in both homes the same', async () => {
    const before = files()
    await seedOf(says.layout).fill('5')
    await panel.getByRole('button', { name: says.unlock('layout') }).waitFor()
    await at.me.roll(1)
    const [picture] = await newOnes(before, 1)
    expect(settingsOf(picture!.bytes)).toMatchObject({ seed: 42, dice: { layout: 5, texture: null } })
    drawn.push(picture!.sha256)
    expect(new Set(drawn).size).toBe(1)
  })

  test('only the texture: another one for each picture, the layout and the main seed as they were', async () => {
    const before = files()
    await at.studio.page.getByRole('radio', { name: t.dice.count(4) }).click()
    await at.me.stage.click({ position: { x: 5, y: 5 } })
    await at.studio.page.keyboard.press('Shift+T')
    const rolled = (await newOnes(before, 4)).map(({ bytes }) => settingsOf(bytes))
    expect(rolled.map(({ seed, dice }) => [seed, dice?.layout])).toEqual(Array(4).fill([42, 5]))
    expect(new Set(rolled.map(({ dice }) => dice?.texture)).size).toBe(4)
    await at.studio.page.getByRole('radio', { name: t.dice.count(1) }).click()
  })

  test('each roll throws what is not locked', async () => {
    await throwDie(says.channel(2)).click()
    const thrown = await seedOf(says.channel(2)).inputValue()
    expect(thrown).toMatch(/^\d+$/)
    const before = files()
    await at.me.roll(1)
    const [picture] = await newOnes(before, 1)
    const { dice } = settingsOf(picture!.bytes)
    expect(dice?.layout).toBe(5)
    expect(String(dice?.channels[2])).not.toBe(thrown)
    expect(await seedOf(says.channel(2)).inputValue()).toBe(String(dice?.channels[2]))
  })

  test('a region is drawn by hand, moved by keys, taken away, and undone', async () => {
    const map = panel.getByRole('img', { name: says.regionPicture })
    await map.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await map.boundingBox())!
    await at.studio.page.mouse.move(x + width * 0.1, y + height * 0.1)
    await at.studio.page.mouse.down()
    await at.studio.page.mouse.move(x + width * 0.6, y + height * 0.45, { steps: 4 })
    await at.studio.page.mouse.up()
    const left = panel.getByRole('textbox', { name: says.sideOf(says.sides.x, 0) })
    await left.waitFor()
    expect(Number(await left.inputValue())).toBeCloseTo(6.3, 0)
    await left.press('ArrowUp')
    expect(Number(await left.inputValue())).toBeCloseTo(7.3, 0)
    const [chooser] = await Promise.all([
      at.studio.page.waitForEvent('filechooser'),
      panel.getByRole('button', { name: says.loadMask }).click(),
    ])
    const data = Uint8Array.from({ length: 64 * 64 }, (_, i) =>
      Math.hypot((i % 64) - 40, (i >> 6) - 40) < 16 ? 255 : 0,
    )
    const buffer = Buffer.from(encode({ width: 64, height: 64, data, channels: 1, depth: 8 }))
    await chooser.setFiles({ name: 'mask.png', mimeType: 'image/png', buffer })
    await panel.getByText(says.maskOf(64, 64)).waitFor()
    await map.scrollIntoViewIfNeeded()
    await look('dice-regions')
    await panel.getByRole('button', { name: says.removeRegion(0) }).click()
    await left.waitFor({ state: 'detached' })
    await at.me.stage.click({ position: { x: 5, y: 5 } })
    await at.studio.page.keyboard.press('Control+Z')
    await left.waitFor()
  })

  test('a sampler that draws no noise says so where its seed would be; another has a die', async () => {
    const { page } = at.studio
    await panel.getByText(says.noNoise('DDIM')).waitFor()
    expect(await throwDie(says.sampler).isDisabled()).toBe(true)
    await at.me.button(`${t.drawing.sampler}: DDIM`).click()
    await page.getByRole('menuitemradio', { name: 'Euler a', exact: true }).click()
    const before = files()
    await throwDie(says.sampler).click()
    await at.me.roll(1)
    const [picture] = await newOnes(before, 1)
    const { dice } = settingsOf(picture!.bytes)
    expect(await seedOf(says.sampler).inputValue()).toBe(String(dice?.sampler))
  })

  test('what was rolled is told among the facts', async () => {
    await at.studio.page.keyboard.press('i')
    await at.me.strip.getByRole('option').first().click()
    await at.studio.page.getByText(says.facts.dieOf(says.layout)).waitFor()
    await look('dice-facts')
  })

  test('a walk through two chosen pictures, played in place, saved', async () => {
    const { page } = at.studio
    await page.getByRole('radio', { name: t.pages.grid }).click()
    await page.getByRole('option').nth(0).click()
    await page
      .getByRole('option')
      .nth(2)
      .click({ modifiers: ['Control'] })
    await page.keyboard.press('Shift+W')
    const dialog = page.getByRole('dialog', { name: says.walk.title })
    await dialog.getByRole('img', { name: says.walk.stop(1, bird) }).waitFor()
    await at.me.set(dialog.getByRole('spinbutton', { name: says.walk.between }), 3)
    await look('walk-begin')
    await dialog.getByRole('button', { name: says.walk.draw(8) }).click()
    await dialog.getByRole('img', { name: says.walk.screen }).waitFor()
    // Under reduced motion it waits to be asked.
    await dialog.getByRole('button', { name: says.walk.play }).click()
    await dialog.getByRole('button', { name: says.walk.pause }).click()
    await look('walk-drawn')
    for (const format of ['webp', 'apng', 'frames'] as const)
      await dialog.getByRole('button', { name: says.walk.formats[format], exact: true }).click()
    await expect.poll(() => dialog.getByRole('button', { name: says.walk.elsewhere }).count()).toBe(3)
    const walks = join(at.profile.library, 'walks')
    const names = readdirSync(walks)
    const webp = names.find(name => name.endsWith('.webp'))!
    expect(await sharp(join(walks, webp), { animated: true }).metadata()).toMatchObject({ pages: 8, loop: 0 })
    const folder = names.find(name => !name.includes('.'))!
    expect(readdirSync(join(walks, folder))).toHaveLength(9)
    await look('walk-saved')
    // The animated PNG, as a browser sees it: as large as a frame.
    const apng = readFileSync(join(walks, names.find(name => name.endsWith('.png'))!)).toString('base64')
    const size = await page.evaluate(async text => {
      const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
      const decoder = new ImageDecoder({ data: bytes, type: 'image/png' })
      await decoder.tracks.ready
      await decoder.completed
      const { frameCount, animated } = decoder.tracks.selectedTrack!
      return { frameCount, animated }
    }, apng)
    expect(size).toEqual({ frameCount: 8, animated: true })
    if (host.name === 'served') {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: says.walk.formats.webm, exact: true }).click(),
      ])
      const file = await download.path()
      const video = new Input({ source: new BufferSource(readFileSync(file)), formats: ALL_FORMATS })
      const track = (await video.getPrimaryVideoTrack())!
      expect(track.codec).toMatch(/^vp[89]$/)
      expect((await track.computePacketStats()).packetCount).toBe(8)
      const seconds = await video.computeDuration()
      expect(seconds).toBeCloseTo(8 / 12, 1)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // None of it is a picture of the library.
    expect(files().filter(({ name }) => name.startsWith('walks'))).toEqual([])
  })
})
