import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const words = t.exchange

describe.each([servedHost(), electronHost])('gallery, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  const look = async (name: string) => expect(await lookAt(studio.page, host.name, name)).toEqual([])
  const grid = () => studio.page.getByRole('listbox', { name: /^History/ })
  const tiles = () => grid().getByRole('option')
  const search = () => studio.page.getByRole('textbox', { name: t.history.search })

  beforeAll(async () => {
    profile = newProfile()
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
    await me.set(me.steps, 2)
    for (const [n, words] of ['a red bird', 'a blue bird', 'a green fox'].entries()) {
      await me.write(words)
      await me.set(me.seed, n + 1)
      await me.roll(1)
      await me.picture(words).waitFor()
    }
    await studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await tiles().nth(2).waitFor()
  })
  afterEach(async context => {
    if (context.task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${context.task.name}`)
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('stars and colours by keys, for all that is chosen', async () => {
    const { page } = studio
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
    const { page } = studio
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
    const { page } = studio
    await tiles().first().click()
    await page.keyboard.press('i')
    await me.button(t.info.allSeeds).click()
    await expect.poll(() => search().inputValue()).toBe('prompt:="a green fox"')
    await expect.poll(() => tiles().count()).toBe(1)
    await tiles().first().click()
    await look('gallery-info')
    await me.button(t.info.allWords).click()
    await expect.poll(() => search().inputValue()).toBe('seed:3')
    await page.keyboard.press('i')
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  test('pictures are exported with a page and a sheet, and imported again', async () => {
    const { page } = studio
    const away = join(profile.data, 'away')
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
    await me.palette('Import pictures…')
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

  test('in the order that is wanted', async () => {
    const { page } = studio
    await page.getByRole('button', { name: new RegExp(`^${t.history.sort}:`) }).click()
    await page.getByRole('menuitemradio', { name: t.history.sorts.stars }).click()
    await expect.poll(() => tiles().first().getAttribute('aria-label')).toMatch(/a green fox/)
    await expect.poll(() => tiles().nth(1).getAttribute('aria-label')).toMatch(/a red bird/)
    await page.getByRole('button', { name: new RegExp(`^${t.history.sort}:`) }).click()
    await page.getByRole('menuitemradio', { name: t.history.sorts.oldest }).click()
    await expect.poll(() => tiles().first().getAttribute('aria-label')).toMatch(/a red bird/)
  })
})
