import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const few = 24

describe.each([servedHost(), electronHost])('map and best of many, $name', host => {
  const at = atStudio(host)
  let plane: Locator
  let rolls: Locator

  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const toMap = async () => {
    await at.studio.page.getByRole('radio', { name: t.pages.map }).click()
    await plane.waitFor()
  }
  /** Moves the pointer over the map until something of that kind lies under it. */
  const pointAt = async (kind: 'roll' | 'between' | 'empty') => {
    const { x, y, width, height } = (await plane.boundingBox())!
    for (let down = 0.3; down < 0.8; down += 0.037)
      for (let across = 0.2; across < 0.8; across += 0.011) {
        await at.studio.page.mouse.move(x + width * across, y + height * down)
        if ((await plane.getAttribute('data-under')) === kind) return
      }
    throw new Error(`nowhere on the map is ${kind}`)
  }
  const click = async () => {
    await at.studio.page.mouse.down()
    await at.studio.page.mouse.up()
  }
  const seedOnDesk = () => at.me.seed.inputValue()
  const files = () => pictureFiles(at.profile)
  const lastFile = () => files().find(({ name }) => name.includes(` ${lastSeed} `))
  let lastSeed = ''

  beforeAll(async () => {
    const { page } = at.studio
    plane = page.getByRole('application')
    rolls = page.getByRole('list', { name: t.map.list }).getByRole('button')
    await at.me.write(bird)
    await at.me.set(at.me.steps, 6)
  })

  test('many seeds of one prompt are in sight as they are drawn, then lie by what they look like', async () => {
    const { page } = at.studio
    await page.getByRole('radio', { name: t.pages.map }).click()
    await look('map-empty')
    await page.getByRole('radio', { name: String(few), exact: true }).click()
    await at.me.button(t.map.draw).click()
    await rolls.nth(2).waitFor()
    await at.me.button(t.cancel).waitFor()
    await at.me.button(t.map.again).waitFor()
    await page.getByText(t.map.rolls(few), { exact: true }).waitFor()
    expect(await rolls.count()).toBe(few)
    await look('map')
  })

  test('a click draws a roll in full; once drawn, it only shows', async () => {
    await pointAt('roll')
    await look('map-hover')
    await pointAt('roll')
    await click()
    await at.me.picture(bird).waitFor()
    lastSeed = await seedOnDesk()
    await at.me.button(t.dice.unlock).waitFor()
    await expect.poll(() => lastFile()?.name).toContain(` ${lastSeed} `)
    const id = await at.me.pictureId(bird)
    const before = files().length
    await toMap()
    await pointAt('roll')
    await click()
    await expect.poll(() => at.me.pictureId(bird)).toBe(id)
    expect(files().length).toBe(before)
  })

  test('between two rolls lies a way: looked at along a slider, then rolled', async () => {
    await toMap()
    const { page } = at.studio
    await pointAt('between')
    await click()
    const card = page.getByRole('region', { name: t.map.between.title })
    const picture = card.getByRole('img', { name: /% of the way$/ })
    await picture.waitFor()
    await look('map-between')
    const before = await picture.getAttribute('src')
    await card.getByRole('slider', { name: t.map.between.way }).press('PageUp')
    await expect.poll(() => picture.getAttribute('src')).not.toBe(before)
    const known = files().length
    await card.getByRole('button', { name: t.map.between.roll }).click()
    await expect.poll(() => files().length).toBe(known + 1)
    lastSeed = await seedOnDesk()
    expect(files().some(({ bytes }) => bytes.includes('"toward":{'))).toBe(true)
  })

  test('an empty place is rolled at: what looks most like its surroundings stays', async () => {
    await toMap()
    const { page } = at.studio
    await page.keyboard.press('Escape')
    const before = await rolls.count()
    await pointAt('empty')
    await click()
    await page.getByText(t.map.here.found(3, 12)).waitFor()
    expect(await rolls.count()).toBe(before + 3)
    await look('map-here')
    const known = files().length
    await at.me.button(t.map.here.open(1)).click()
    await expect.poll(() => files().length).toBe(known + 1)
  })

  test('by keys: from roll to roll, between, out of it, and drawn', async () => {
    await toMap()
    const { page } = at.studio
    const { keyboard } = page
    await keyboard.press('Escape')
    await plane.focus()
    const told = page.getByRole('region', { name: t.map.title }).getByRole('status')
    await keyboard.press('Escape')
    await plane.waitFor()
    await keyboard.press('ArrowLeft')
    const first = await told.textContent()
    expect(first).toMatch(/^Roll \d+, seed \d+, /)
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
      await keyboard.press(key)
      if ((await told.textContent()) !== first) break
    }
    expect(await told.textContent()).not.toBe(first)
    const card = page.getByRole('region', { name: t.map.between.title })
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
      await plane.focus()
      await keyboard.press(`Shift+${key}`)
      if (await card.count()) break
    }
    await card.waitFor()
    await keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    await keyboard.press('+')
    await look('map-near')
    await keyboard.press('0')
    await plane.focus()
    const seed = /seed (\d+)/.exec((await told.textContent())!)![1]!
    await keyboard.press('Enter')
    await at.me.stage.waitFor()
    expect(await seedOnDesk()).toBe(seed)
    await at.me.picture(bird).waitFor()
  })

  test('cancelled, a map keeps what is there', async () => {
    await toMap()
    const { page } = at.studio
    await page.getByRole('radio', { name: '64', exact: true }).click()
    // The pointer rests on the way between two rolls that are about to go.
    await pointAt('between')
    await at.me.button(t.map.again).press('Enter')
    await rolls.nth(1).waitFor()
    await at.me.button(t.cancel).click()
    await page.getByText(/^Stopped after \d+ of 64$/).waitFor()
    const kept = await rolls.count()
    expect(kept).toBeGreaterThan(1)
    expect(kept).toBeLessThan(64)
  })

  test('of many the best are kept, in the history with what ranked them said', async () => {
    const { page } = at.studio
    await page.getByRole('radio', { name: t.pages.stage }).click()
    // Far from the seeds that were opened on the map: a picture that is there already is no new file.
    await at.me.set(at.me.seed, 9_000_000)
    await at.me.palette('Roll many, keep the best')
    const dialog = page.getByRole('dialog', { name: t.best.title })
    await dialog.waitFor()
    const field = (name: string) => dialog.getByRole('spinbutton', { name })
    await at.me.set(field(t.best.rolls), 12)
    await at.me.set(field(t.best.keep), 2)
    await at.me.set(field(t.best.seconds), 60)
    await look('best-empty')
    const known = files().length
    await dialog.getByRole('button', { name: t.best.start(12) }).click()
    await dialog
      .getByRole('button', { name: / in the running$/ })
      .nth(3)
      .waitFor()
    await look('best-rolling')
    await dialog
      .getByRole('button', { name: / kept$/ })
      .nth(1)
      .waitFor()
    expect(await dialog.getByRole('button', { name: / kept$/ }).count()).toBe(2)
    await dialog.getByText(t.best.drawn(2)).waitFor()
    expect((await dialog.getByRole('status').textContent())!.length).toBeGreaterThan(60)
    await look('best')
    expect(files().length).toBe(known + 2)
    await dialog
      .getByRole('button', { name: / kept$/ })
      .first()
      .click()
    await at.me.picture(bird).waitFor()
    expect(files().length).toBe(known + 2)
  })

  test('asked nobody outside for anything', async () => {
    expect(await at.studio.outside()).toEqual([])
  })
})
