import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { servedHost } from './served-host.ts'

const words = t.exchange

describe.each([servedHost(), electronHost])('gallery, $name', host => {
  const at = atStudio(host)
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const grid = () => at.studio.page.getByRole('listbox', { name: /^History/ })
  const tiles = () => grid().getByRole('option')
  const search = () => at.studio.page.getByRole('textbox', { name: t.history.search })

  beforeAll(async () => {
    await at.me.set(at.me.steps, 2)
    for (const [n, words] of ['a red bird', 'a blue bird', 'a green fox'].entries()) {
      await at.me.write(words)
      await at.me.set(at.me.seed, n + 1)
      await at.me.roll(1)
      await at.me.picture(words).waitFor()
    }
    await at.studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await tiles().nth(2).waitFor()
  })

  test('stars and colours by keys, for all that is chosen', async () => {
    const { page } = at.studio
    await tiles().first().click()
    await page.keyboard.press('4')
    await page.getByRole('option', { name: /a green fox.*4 stars/ }).waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('8')
    await expect.poll(() => page.getByRole('option', { name: /Green$/ }).count()).toBe(3)
    await look('gallery-marks')
    await page.keyboard.press('8')
    await expect.poll(() => page.getByRole('option', { name: /Green$/ }).count()).toBe(0)
    await tiles().last().click()
    const marks = page.getByRole('toolbar', { name: t.history.selection })
    await marks.getByRole('button', { name: t.rating.labels.blue }).click()
    await page.getByRole('option', { name: /a red bird.*Blue$/ }).waitFor()
    await marks.getByRole('button', { name: t.rating.stars(2) }).click()
    await page.getByRole('option', { name: /a red bird.*2 stars/ }).waitFor()
  })

  test('a query finds by words and fields, says what it does not understand, and loses a term by a click', async () => {
    const { page } = at.studio
    await search().fill('bird star')
    await page.getByRole('list', { name: t.history.fields }).waitFor()
    await look('gallery-fields')
    await page.keyboard.press('Tab')
    expect(await search().inputValue()).toBe('bird stars:')
    await page.keyboard.type('>=1')
    await expect.poll(() => tiles().count()).toBe(1)
    await page.getByRole('option', { name: /a red bird/ }).waitFor()
    await page.getByRole('button', { name: t.history.leaveTerm('stars:>=1') }).click()
    await expect.poll(() => tiles().count()).toBe(2)
    expect(await search().inputValue()).toBe('bird')
    await search().fill('label:pink')
    await page.getByText('pink is no label', { exact: false }).waitFor()
    await look('gallery-problem')
    await search().fill('-bird seed:3')
    await expect.poll(() => tiles().count()).toBe(1)
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  test('all seeds of a picture’s words, all words of its seed', async () => {
    const { page } = at.studio
    await tiles().first().click()
    await page.keyboard.press('i')
    await at.me.button(t.info.allSeeds).click()
    await expect.poll(() => search().inputValue()).toBe('prompt:="a green fox"')
    await expect.poll(() => tiles().count()).toBe(1)
    await tiles().first().click()
    await look('gallery-info')
    await at.me.button(t.info.allWords).click()
    await expect.poll(() => search().inputValue()).toBe('seed:3')
    await page.keyboard.press('i')
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  test('pictures are exported with a page and a sheet, and imported again', async () => {
    const { page } = at.studio
    const away = join(at.profile.data, 'away')
    await tiles().first().click()
    await page.keyboard.press('Control+a')
    await page
      .getByRole('toolbar', { name: t.history.selection })
      .getByRole('button', { name: /^Export/ })
      .click()
    const dialog = page.getByRole('dialog', { name: words.export.title(3) })
    await dialog.getByRole('radio', { name: words.export.kinds.webp }).click()
    for (const option of ['sheet', 'gallery'] as const)
      await dialog.getByRole('switch', { name: words.export.options[option] }).click()
    await dialog.getByLabel(words.export.to).fill(away)
    await look('gallery-export')
    await dialog.getByRole('button', { name: words.export.begin, exact: true }).click()
    await dialog.getByText(words.export.done(3, away)).waitFor()
    expect(
      readdirSync(away, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.webp')).length,
    ).toBeGreaterThanOrEqual(3)
    // What is there already is not written over.
    await dialog.getByRole('button', { name: words.export.begin, exact: true }).click()
    await dialog.getByRole('alert').or(dialog.getByRole('status')).first().waitFor()
    await page.keyboard.press('Escape')
    await at.me.palette('Import pictures…')
    const other = page.getByRole('dialog', { name: words.import.title })
    await other.getByLabel(words.import.from).fill(away)
    await other.getByRole('button', { name: words.import.begin, exact: true }).click()
    await other.getByText(/imported/).waitFor({ timeout: 60_000 })
    await look('gallery-import')
    await page.keyboard.press('Escape')
    await search().fill('')
    await expect.poll(() => tiles().count()).toBeGreaterThan(3)
    // The sheet is a picture too.
    await search().fill('file:.png')
    await expect.poll(() => tiles().count()).toBe(4)
    await page.keyboard.press('Escape')
  })

  test('what a search finds begins at its top, however far down the rows before were looked at', async () => {
    const { page } = at.studio
    await page.setViewportSize({ width: 760, height: 300 })
    // Each finds all of them still: only going to the top brings it there.
    for (const [layout, query] of [
      ['list', '-zebra'],
      ['grid', '-lynx'],
    ] as const) {
      await page.getByRole('radio', { name: t.layouts.names[layout], exact: true }).click()
      const rows = page.locator(`.${layout}`)
      // As soon as the rows are there.
      const scrolled = () =>
        rows.evaluate(element => {
          element.scrollTo({ top: 1e6 })
          return element.scrollTop
        })
      await expect.poll(scrolled).toBeGreaterThan(20)
      await search().fill(query)
      await expect.poll(() => rows.evaluate(element => element.scrollTop)).toBe(0)
      await look(`gallery-top-${layout}`)
    }
    await search().fill('')
    await page.setViewportSize({ width: 1360, height: 880 })
  })

  test('in the order that is wanted', async () => {
    const { page } = at.studio
    await page.getByRole('button', { name: new RegExp(`^${t.history.sort}:`) }).click()
    await page.getByRole('menuitemradio', { name: t.history.sorts.stars }).click()
    await expect.poll(() => tiles().first().getAttribute('aria-label')).toMatch(/a green fox/)
    await expect.poll(() => tiles().nth(1).getAttribute('aria-label')).toMatch(/a red bird/)
    await page.getByRole('button', { name: new RegExp(`^${t.history.sort}:`) }).click()
    await page.getByRole('menuitemradio', { name: t.history.sorts.oldest }).click()
    await expect.poll(() => tiles().first().getAttribute('aria-label')).toMatch(/a red bird/)
  })
})
