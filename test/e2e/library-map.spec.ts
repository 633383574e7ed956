import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

/** Three things often, and six once, so that there is a measure of what is near. */
const each = 9
const often = ['a red bird', 'a blue castle', 'a yellow flower']
const once = [
  'a green fish',
  'a white swan',
  'a black crow',
  'a pink flamingo',
  'a brown bear',
  'an orange fox',
]
const drawn = [...often, ...once]
const all = often.length * each + once.length

describe.each([servedHost(), electronHost])('map of the library, $name', host => {
  const at = atStudio(host)
  let plane: Locator
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const said = async () => (await at.studio.page.locator('.map-middle [role=status]').textContent())!
  const holes = () => at.studio.page.getByRole('complementary', { name: t.atlas.holes.title })
  const chosen = (n: number) => at.studio.page.getByText(t.history.chosen(n), { exact: true })
  const toMap = async () => {
    await at.studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await at.studio.page.getByRole('radio', { name: t.layouts.names.map, exact: true }).last().click()
    await plane.waitFor()
  }
  /** Moves the pointer over the map until something of that kind lies under it. */
  const pointAt = async (kind: 'picture' | 'hole') => {
    const { x, y, width, height } = (await plane.boundingBox())!
    for (let down = 0.08; down < 0.9; down += 0.03)
      for (let across = 0.05; across < 0.95; across += 0.012) {
        await at.studio.page.mouse.move(x + width * across, y + height * down)
        if ((await plane.getAttribute('data-under')) === kind) return
      }
    throw new Error(`nowhere on the map is a ${kind}`)
  }

  beforeAll(async () => {
    const { page } = at.studio
    plane = page.getByRole('application')
    await at.me.set(at.me.steps, 3)
    let wanted = 0
    for (const words of drawn) {
      const count = often.includes(words) ? each : 1
      wanted += count
      await at.me.write(words)
      await at.me.roll(count)
      while (pictureFiles(at.profile).length < wanted) await page.waitForTimeout(100)
    }
  }, 600_000)

  test('all pictures lie on a plane, with the words of their regions', async () => {
    await toMap()
    await plane.and(at.studio.page.getByLabel(t.atlas.plane(all))).waitFor({ timeout: 60_000 })
    await expect.poll(async () => Number(await plane.getAttribute('data-shown'))).toBeGreaterThan(4)
    await expect
      .poll(() => at.studio.page.getByRole('progressbar', { name: t.atlas.placing }).count())
      .toBe(0)
    await look('library-map')
    await pointAt('picture')
    await look('library-map-hover')
  })

  test('a click selects, keys go on from there, Enter opens', async () => {
    const { page } = at.studio
    await pointAt('picture')
    await page.mouse.down()
    await page.mouse.up()
    await chosen(1).waitFor()
    await expect.poll(said).toMatch(/^an? /)
    const first = await said()
    const moved: string[] = []
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key)
      await expect.poll(said).toMatch(/^an? /)
      moved.push(await page.evaluate(() => document.querySelector('.map-middle [role=status]')!.textContent!))
    }
    expect(first).not.toBe('')
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await look('library-map-near')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press(' ')
    await expect.poll(() => page.getByText(/ chosen$/).count()).toBe(0)
    await page.keyboard.press(' ')
    await chosen(1).waitFor()
    const words = (await said()).split(',')[0]!
    await page.keyboard.press('Enter')
    await at.me.picture(words).waitFor()
  })

  test('a line around pictures chooses them; a query narrows the map', async () => {
    const { page } = at.studio
    await toMap()
    await plane.focus()
    await page.keyboard.press('Home')
    const { x, y, width, height } = (await plane.boundingBox())!
    await page.keyboard.down('Shift')
    await page.mouse.move(x + 4, y + 4)
    await page.mouse.down()
    for (const [across, down] of [
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0.01],
    ])
      await page.mouse.move(x + 4 + (width - 8) * across!, y + 4 + (height - 8) * down!, { steps: 6 })
    await look('library-map-lasso')
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await chosen(all).waitFor()
    await page.getByRole('button', { name: t.history.unselect }).click()
    await page.getByRole('textbox', { name: t.history.search }).fill('castle')
    await plane.and(page.getByLabel(t.atlas.plane(each))).waitFor()
    await page.getByRole('textbox', { name: t.history.search }).fill('')
    await plane.and(page.getByLabel(t.atlas.plane(all))).waitFor()
  })

  test('what was never tried is marked and listed, others are asked for, and one is rolled', {
    timeout: 240_000,
  }, async () => {
    const { page } = at.studio
    await at.me.button(t.atlas.holes.title).click()
    const rows = holes().getByRole('listitem')
    await rows.nth(5).waitFor({ timeout: 60_000 })
    await look('library-map-holes')
    await pointAt('hole')
    await look('library-map-hole-hover')
    const words = () => holes().locator('.hole-words').allTextContents()
    const before = await words()
    await at.me.button(t.atlas.holes.another).click()
    await expect.poll(words).not.toEqual(before)
    await expect.poll(() => holes().getByRole('progressbar').count()).toBe(0)
    const [hole] = await words()
    expect(drawn).not.toContain(hole)
    const known = pictureFiles(at.profile).length
    await holes()
      .getByRole('radio', { name: t.dice.count(4), exact: true })
      .click()
    await holes()
      .getByRole('button', { name: t.atlas.holes.rollOf(hole!, 4) })
      .click()
    await at.me.stage.waitFor()
    expect(await at.me.prompt.inputValue()).toBe(hole)
    await expect.poll(() => pictureFiles(at.profile).length, { timeout: 60_000 }).toBe(known + 4)
    await toMap()
    await plane.and(page.getByLabel(t.atlas.plane(all + 4))).waitFor({ timeout: 60_000 })
    await expect.poll(async () => (await words()).includes(hole!)).toBe(false)
  })

  test('asked nobody outside for anything', async () => {
    expect(await at.studio.outside()).toEqual([])
  })
})
