import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { paint } from '../main/studio/paint.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const few = 8
const many = 4000

describe.each([servedHost(), electronHost])('boards, tags and lists, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  const look = async (name: string) => expect(await lookAt(studio.page, host.name, name)).toEqual([])
  const grid = () => studio.page.getByRole('listbox', { name: /^History/ })
  const tiles = () => grid().getByRole('option')
  const list = () => studio.page.getByRole('grid', { name: /^History, list/ })
  /** Those with a picture, the heads of the columns left out. */
  const lines = () => list().locator('tbody').getByRole('row')
  const count = (n: number) => studio.page.getByText(t.history.count(n), { exact: true }).waitFor()
  const search = () => studio.page.getByRole('textbox', { name: t.history.search })
  const bar = () => studio.page.getByRole('toolbar', { name: t.history.selection })
  const chip = (name: string, n: number) =>
    studio.page.getByRole('group', { name: t.boards.title }).getByRole('button', {
      name: t.boards.show(name, n),
    })
  const dialog = (title: string) => studio.page.getByRole('dialog', { name: title })
  const box = (name: string | RegExp) => studio.page.getByRole('checkbox', { name })
  /** What the files themselves say, of each picture that says anything of it. */
  const said = (field: 'tags' | 'boards' | 'stars') =>
    readdirSync(profile.library, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.png.json'))
      .map(name => JSON.parse(readFileSync(join(profile.library, name), 'utf8'))[field])
      .filter(value => value && value.length !== 0)
  const press = async (...keys: string[]) => {
    for (const key of keys) await studio.page.keyboard.press(key)
  }
  const choose = async (...which: number[]) => {
    await tiles().nth(which[0]!).click()
    for (const n of which.slice(1))
      await tiles()
        .nth(n)
        .click({ modifiers: ['Control'] })
    await bar().getByText(t.history.chosen(which.length)).waitFor()
  }

  const openWith = async (pictures: number) => {
    profile = newProfile()
    const folder = join(profile.library, '2026-11')
    mkdirSync(folder, { recursive: true })
    const kinds = ['a red bird on a branch', 'a blue fish', 'a green fox in the snow']
    for (let n = 0; n < pictures; n++) paint(join(folder, `${n}.png`), n * 29, kinds[n % kinds.length])
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
    await studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await count(pictures)
    await tiles().first().waitFor()
  }
  const end = async () => {
    await studio?.close()
    profile?.remove()
  }
  afterEach(async context => {
    if (context.task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${context.task.name}`)
  })
  afterAll(() => host.dispose())

  describe('of a few pictures', () => {
    beforeAll(() => openWith(few))
    afterAll(end)

    test('a tag for all that is chosen; what only some have says so, and every step is taken back', async () => {
      await tiles().first().click()
      await press('Control+a', '#')
      await dialog(t.marks.tag.title(few)).waitFor()
      await studio.page.keyboard.type('owl')
      await press('Enter')
      await box('owl').and(studio.page.locator('[aria-checked=true]')).waitFor()
      await press('Escape')
      await expect.poll(() => said('tags').length).toBe(few)
      await choose(0, 2, 4)
      await bar().getByRole('button', { name: 'Tags…' }).click()
      await dialog(t.marks.tag.title(3)).waitFor()
      await studio.page.keyboard.type('fox')
      await press('Enter', 'Escape')
      await expect.poll(() => said('tags').filter(tags => tags.includes('fox')).length).toBe(3)
      await press('Control+a', '#')
      await box(t.marks.of('fox', 3, few))
        .and(studio.page.locator('[aria-checked=mixed]'))
        .waitFor()
      await look('boards-tags')
      // Mixed goes to all, all to none.
      await box(t.marks.of('fox', 3, few)).click()
      await box('fox').and(studio.page.locator('[aria-checked=true]')).waitFor()
      await box('owl').click()
      await expect.poll(() => said('tags').every(tags => tags.join() === 'fox')).toBe(true)
      await press('Escape')
      await press('Control+z')
      await expect.poll(() => said('tags').filter(tags => tags.join() === 'fox,owl').length).toBe(few)
      await press('Control+z')
      await expect.poll(() => said('tags').filter(tags => tags.includes('fox')).length).toBe(3)
      await press('Control+Shift+z')
      await expect.poll(() => said('tags').filter(tags => tags.includes('fox')).length).toBe(few)
      await press('Control+z', 'Control+z', 'Control+z')
      await expect.poll(() => said('tags')).toEqual([])
    })

    test('stars and colours that differ show as that, and are taken back as they were', async () => {
      await choose(0)
      await press('3', '9')
      await choose(0, 1, 2)
      const stars = bar().getByRole('button', { name: t.rating.stars(3) })
      await expect.poll(() => stars.getAttribute('aria-pressed')).toBe('mixed')
      const blue = bar().getByRole('button', { name: t.rating.labels.blue })
      await expect.poll(() => blue.getAttribute('aria-pressed')).toBe('mixed')
      await look('boards-mixed')
      await bar()
        .getByRole('button', { name: t.rating.stars(5) })
        .click()
      await expect.poll(() => said('stars').join()).toBe('5,5,5')
      await me.notices.getByText(t.marks.stars(5).done(3)).waitFor()
      await me.notices.getByRole('button', { name: t.undo }).click()
      await expect.poll(() => said('stars').join()).toBe('3')
      await choose(0)
      await press('0', '9')
    })

    test('a board: put on, shown, renamed, deleted, and back', async () => {
      const { page } = studio
      await choose(1, 3)
      await press('Shift+b')
      await dialog(t.marks.board.title(2)).waitFor()
      await page.keyboard.type('my wall')
      await look('boards-dialog')
      await press('Enter', 'Escape')
      await chip('my wall', 2).waitFor()
      await choose(0)
      await me.palette('Boards…')
      await dialog(t.marks.board.title(1)).waitFor()
      await page.keyboard.type('attic')
      await press('Enter')
      await box('attic').and(page.locator('[aria-checked=true]')).waitFor()
      await press('Escape')
      await chip('attic', 1).waitFor()
      await chip('my wall', 2).click()
      await expect.poll(() => search().inputValue()).toBe('board:"my wall"')
      await expect.poll(() => tiles().count()).toBe(2)
      await choose(0, 1)
      await look('boards-shown')
      await me.button(t.boards.menu('my wall')).click()
      await page.getByRole('menuitem', { name: t.boards.rename }).click()
      const field = page.getByRole('textbox', { name: t.boards.newName('my wall') })
      await field.fill('best')
      await field.press('Enter')
      await chip('best', 2).waitFor()
      await expect.poll(() => search().inputValue()).toBe('board:best')
      await expect.poll(() => tiles().count()).toBe(2)
      expect(said('boards').flat().sort()).toEqual(['attic', 'best', 'best'])
      await me.button(t.boards.menu('best')).click()
      await page.getByRole('menuitem', { name: t.boards.delete }).click()
      await expect.poll(() => said('boards').flat()).toEqual(['attic'])
      await expect.poll(() => tiles().count()).toBe(few)
      await press('Control+z')
      await chip('best', 2).waitFor()
      await press('Control+z')
      await chip('my wall', 2).waitFor()
      await chip('attic', 1).click()
      await expect.poll(() => tiles().count()).toBe(1)
      await chip('attic', 1).click()
      await expect.poll(() => tiles().count()).toBe(few)
    })

    test('into the trash and back, each to be undone; emptied only after a question', async () => {
      const { page } = studio
      await choose(0, 1, 2)
      await press('Delete')
      await expect.poll(() => tiles().count()).toBe(few - 3)
      await press('Control+z')
      await expect.poll(() => tiles().count()).toBe(few)
      await choose(0, 1, 2)
      await press('Delete')
      await expect.poll(() => tiles().count()).toBe(few - 3)
      await page.getByRole('radio', { name: t.history.which.trash }).click()
      await expect.poll(() => tiles().count()).toBe(3)
      await tiles().first().click()
      await me.palette('Put back from the trash')
      await expect.poll(() => tiles().count()).toBe(2)
      await me.notices.getByText(t.restored(1)).waitFor()
      await press('Control+z')
      await expect.poll(() => tiles().count()).toBe(3)
      await tiles().first().click()
      await bar().getByRole('button', { name: t.history.restore }).click()
      await expect.poll(() => tiles().count()).toBe(2)
      await me.palette('Empty the trash…')
      await dialog(t.history.emptyTrash).getByText(t.history.purgeSure(2)).waitFor()
      await look('boards-empty-trash')
      await dialog(t.history.emptyTrash).getByRole('button', { name: t.cancel }).click()
      await expect.poll(() => tiles().count()).toBe(2)
      await me.palette('Empty the trash…')
      await dialog(t.history.emptyTrash).getByRole('button', { name: t.history.purge }).click()
      await page.getByText(t.history.trashEmpty).waitFor()
      expect(readdirSync(join(profile.library, '.trash', '2026-11'))).toEqual([])
      await page.getByRole('radio', { name: t.history.which.all }).click()
      await expect.poll(() => tiles().count()).toBe(few - 2)
    })

    test('as a list: sorted by its heads, chosen and opened by the same keys, remembered', async () => {
      const { page } = studio
      const left = few - 2
      await choose(1)
      await press('4', '7')
      await page.getByRole('radio', { name: t.layouts.names.list }).click()
      await expect.poll(() => lines().count()).toBe(left)
      const head = (column: keyof typeof t.layouts.columns) =>
        list().getByRole('columnheader', { name: t.layouts.columns[column] })
      expect(await head('date').getAttribute('aria-sort')).toBe('descending')
      await head('seed').getByRole('button').click()
      await expect.poll(() => head('seed').getAttribute('aria-sort')).toBe('ascending')
      const seeds = () => list().locator('td[data-column=seed]').allTextContents()
      await expect.poll(seeds).toEqual((await seeds()).toSorted())
      const up = await seeds()
      await head('seed').getByRole('button').click()
      await expect.poll(seeds).toEqual(up.toReversed())
      await head('stars').getByRole('button').click()
      await expect.poll(() => lines().first().textContent()).toMatch(/fish|bird|fox/)
      await expect
        .poll(() =>
          lines()
            .first()
            .getByRole('img', { name: t.rating.stars(4) })
            .count(),
        )
        .toBe(1)
      await lines().first().click()
      await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
      await bar().getByText(t.history.chosen(3)).waitFor()
      await press('2')
      await expect.poll(() => said('stars').length).toBe(4)
      await look('list')
      await press('Control+a')
      await bar().getByText(t.history.chosen(left)).waitFor()
      await press('Control+z')
      await expect.poll(() => said('stars').length).toBe(1)
      await lines().nth(2).click()
      await press('Enter')
      await me.stage.waitFor()
      await press('g')
      await list().waitFor()
      await page.waitForTimeout(600)
      await page.reload()
      await me.prompt.waitFor()
      await list().waitFor()
      // To the map, and from there to the grid.
      await press('Shift+g', 'Shift+g')
      await grid().waitFor()
    })
  })

  describe('of many pictures', () => {
    beforeAll(() => openWith(many), 180_000)
    afterAll(end)

    test('what takes long says how far it is and can be stopped; what was done is taken back', async () => {
      const { page } = studio
      await tiles().first().click()
      await press('Control+a')
      await bar().getByText(t.history.chosen(many)).waitFor()
      await press('#')
      await dialog(t.marks.tag.title(many)).waitFor()
      await page.keyboard.type('owl')
      await press('Enter')
      const stop = dialog(t.marks.tag.title(many)).getByRole('button', {
        name: t.marks.stop(t.marks.tag.put('owl').deed),
      })
      await stop.waitFor()
      await look('boards-work')
      // The window answers all the while.
      await stop.click()
      await me.notices.getByText(/^Stopped\. .* tagged owl$/).waitFor()
      await press('Escape')
      const done = said('tags').length
      expect(done).toBeGreaterThan(0)
      expect(done).toBeLessThan(many)
      await press('Control+z')
      await expect.poll(() => said('tags').length, { timeout: 180_000 }).toBe(0)
    }, 300_000)
  })
})
