import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { actionRows } from '../../shared/actions.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, manySteps } from './person.ts'
import { servedHost } from './served-host.ts'

describe.each([servedHost(), electronHost])('grids, $name', { timeout: 240_000 }, host => {
  const at = atStudio(host)
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const dialog = () => at.studio.page.getByRole('dialog', { name: t.grids.makeTitle })
  const axis = (name: keyof typeof t.grids.axes) => dialog().getByRole('region', { name: t.grids.axes[name] })
  const values = (name: keyof typeof t.grids.axes) =>
    axis(name).getByRole('textbox', { name: t.grids.values(t.grids.axes[name]) })
  const choose = async (name: keyof typeof t.grids.axes, label: string) => {
    await axis(name)
      .getByRole('button', { name: new RegExp(`^${t.grids.choose(t.grids.axes[name])}`) })
      .click()
    await at.studio.page
      .getByRole('menuitemradio', { name: new RegExp(`^${label}`) })
      .first()
      .click()
  }
  const table = () => at.studio.page.getByRole('table')
  const cells = (state: keyof typeof t.grids.states) =>
    table().getByRole('button', { name: new RegExp(`, ${t.grids.states[state]}$`) })
  const folders = () => readdirSync(join(at.profile.library, 'grids'))
  const pictures = () =>
    readdirSync(at.profile.library, { recursive: true, encoding: 'utf8' }).filter(name =>
      /^\d{4}-\d{2}\/[^/]*\.png$/.test(name),
    )

  beforeAll(async () => {
    // Much else may go on on the machine.
    at.studio.page.setDefaultTimeout(90_000)
    await at.me.set(at.me.steps, 4)
    await at.me.write(bird)
    await at.me.set(at.me.seed, 7)
  }, 240_000)

  test('seeds against a knob: what it comes to is told while it is typed, and so is what cannot be', async () => {
    await at.studio.page.keyboard.press('Escape')
    await at.me.button(actionRows['grid.make'].label).click()
    await dialog().waitFor()
    await dialog().getByText(t.grids.noAxis).waitFor()
    await choose('x', t.grids.kinds.seed)
    expect(await values('x').inputValue()).toBe('7,8,9,10')
    await choose('y', 'Size')
    await values('y').fill('0.5,9')
    await dialog()
      .getByText(/Knob size must be/)
      .waitFor()
    await look('grid-wrong-knob')
    await values('y').fill('0.5..')
    await dialog()
      .getByText(/is no number/)
      .waitFor()
    expect(await dialog().getByRole('button', { name: /^Draw/ }).isDisabled()).toBe(true)
    await values('y').fill('0.6..1/2')
    await values('x').fill('7,8,7')
    await dialog()
      .getByText(/the same pictures/)
      .waitFor()
    await values('x').fill('7..9')
    await dialog()
      .getByText(t.grids.shape(3, 2, 1))
      .waitFor()
    await dialog().getByText(t.grids.noTime, { exact: false }).waitFor()
    await look('grid-maker')
    await dialog()
      .getByRole('button', { name: t.grids.draw(6) })
      .click()
  })

  test('the sheet fills cell by cell, its labels stay in sight, and its pictures are the library’s', async () => {
    await table().waitFor()
    await expect.poll(() => cells('done').count(), { timeout: 60_000 }).toBe(6)
    expect(await table().getByRole('columnheader').allTextContents()).toEqual(['seed 7', 'seed 8', 'seed 9'])
    expect(await table().getByRole('rowheader').allTextContents()).toEqual(['size 0.6', 'size 1'])
    await expect.poll(() => pictures().length).toBe(6)
    const [id] = folders()
    const record = JSON.parse(readFileSync(join(at.profile.library, 'grids', id!, 'grid.json'), 'utf8'))
    expect(record.axes).toEqual({ x: 'seed=7..9', y: 'knob.size=0.6..1/2', z: '' })
    expect(record.pictures.every((one: string) => /^[0-9a-f]{64}$/.test(one))).toBe(true)
    await look('grid-sheet')
    // The labels do not scroll away.
    const scroller = at.studio.page.locator('.grid-scroll')
    await at.studio.page.getByRole('slider', { name: t.grids.size }).press('End')
    await scroller.evaluate(element => element.scrollTo(400, 400))
    const frame = (await scroller.boundingBox())!
    const head = (await table().getByRole('columnheader').nth(2).boundingBox())!
    expect(Math.abs(head.y - frame.y)).toBeLessThan(8)
    const side = (await table().getByRole('rowheader').nth(1).boundingBox())!
    expect(Math.abs(side.x - frame.x)).toBeLessThan(8)
  })

  test('a cell is chosen, starred and recalled like any picture, and opened by a double click', async () => {
    const { page } = at.studio
    await page.getByRole('slider', { name: t.grids.size }).press('Home')
    await cells('done').nth(1).click()
    await page.keyboard.press('4')
    await page.getByRole('toolbar', { name: t.history.selection }).waitFor()
    await look('grid-chosen')
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/seed 9/)
    await cells('done').nth(4).click({ button: 'right' })
    await page.getByRole('menuitem', { name: actionRows['recall.all'].label }).click()
    await expect.poll(() => at.me.seed.inputValue()).toBe('8')
    await cells('done').nth(4).dblclick()
    await at.me.picture(bird).waitFor()
  })

  test('from a picture, by its own settings: one click for a table of seeds and a knob', async () => {
    const { page } = at.studio
    await page.keyboard.press('i')
    await page.getByRole('button', { name: /^Table of seeds × / }).click()
    await dialog().waitFor()
    expect(await values('x').inputValue()).toBe('8,9,10,11')
    await expect
      .poll(() =>
        dialog()
          .getByText(/about .* here/)
          .count(),
      )
      .toBe(1)
    await look('grid-of-picture')
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog().count()).toBe(0)
    await page.keyboard.press('i')
    await page.keyboard.press('k')
    await page.getByRole('button', { name: t.grids.tableAny }).click()
    await dialog().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('k')
  })

  test('three settings: a sheet each for samplers; stopped, it keeps what it has and goes on', async () => {
    const { page } = at.studio
    await at.me.palette(actionRows['grid.make'].label)
    await dialog().waitFor()
    await choose('x', t.grids.kinds.seed)
    await values('x').fill('1..6')
    await choose('y', t.grids.kinds.steps)
    await values('y').fill(`4,${manySteps}`)
    await choose('z', t.grids.kinds.sampler)
    const chosen = axis('z').locator('.chip[aria-pressed=true]')
    while ((await chosen.count()) > 2) await chosen.last().click()
    await dialog()
      .getByText(t.grids.shape(6, 2, 2))
      .waitFor()
    await look('grid-three')
    await dialog()
      .getByRole('button', { name: t.grids.draw(24) })
      .click()
    await expect.poll(() => cells('done').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    await look('grid-filling')
    await at.me.button(t.grids.stop).click()
    await page.getByRole('button', { name: /^Draw the missing/ }).waitFor()
    expect(await cells('done').count()).toBeLessThan(12)
    await page.getByRole('radiogroup', { name: t.grids.sheet }).getByRole('radio').nth(1).click()
    await expect.poll(() => cells('waiting').count()).toBe(12)
    await page.getByRole('radiogroup', { name: t.grids.sheet }).getByRole('radio').nth(0).click()
    // The job stands in the queue, and leads here.
    await page.getByRole('button', { name: /^Draw the missing/ }).click()
    await page.getByRole('button', { name: t.grids.stop, exact: true }).waitFor()
    await at.again()
    await at.studio.page.keyboard.press('q')
    await at.studio.page
      .getByRole('button', { name: t.queue.show(bird) })
      .first()
      .click()
    await table().waitFor()
    expect(await cells('done').count()).toBeGreaterThanOrEqual(2)
    await at.me.button(t.grids.stop).click()
    await at.studio.page.getByRole('button', { name: /^Draw the missing/ }).waitFor()
    await at.studio.page.keyboard.press('q')
  })

  test('the sheet is kept as a picture beside the record; all grids are found again, and can be forgotten', async () => {
    const { page } = at.studio
    await at.me.button(t.grids.saveSheet).click()
    const saved = at.me.notices.getByText(/^Sheet kept as /)
    await saved.waitFor()
    const file = (await saved.textContent())!.replace(t.grids.saved(''), '')
    expect(decode(readFileSync(file)).width).toBeGreaterThan(200)
    await at.me.button(t.grids.list).click()
    const cards = page.getByRole('list', { name: t.grids.list }).getByRole('listitem')
    await expect.poll(() => cards.count()).toBe(2)
    await look('grid-list')
    const before = pictures().length
    await cards.first().getByRole('button').click()
    await table().waitFor()
    await at.me.button(t.grids.remove).click()
    await at.me.button(t.grids.removeSure).click()
    await expect.poll(() => cards.count()).toBe(1)
    expect(folders()).toHaveLength(1)
    expect(existsSync(file)).toBe(false)
    expect(pictures()).toHaveLength(before)
  })
})
