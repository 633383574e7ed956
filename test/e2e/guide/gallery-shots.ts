import type { Page } from 'playwright'
import { expect } from 'vitest'
import { t } from '../../../renderer/strings.ts'
import { actionRows } from '../../../shared/actions.ts'
import { pictureFiles } from '../person.ts'
import { away, choose, fox, fromTheTop, otherFox, patience, quiet, tiles, page as to } from './moves.ts'
import type { Shot } from './shot.ts'

const subjects = [
  'a yellow chick, sky blue background',
  'a penguin, sky blue background',
  'an orange cat, teal background',
  'a sunflower, mint background',
  'a pink whale',
  'a castle on a hill',
  'a purple butterfly in a garden',
]
const search = (page: Page) => page.getByRole('textbox', { name: t.history.search })
const layout = (page: Page, name: keyof typeof t.layouts.names) =>
  page.getByRole('radio', { name: t.layouts.names[name], exact: true }).last().click()
const dialog = (page: Page) => page.getByRole('dialog', { name: t.grids.makeTitle })

export const galleryShots: Shot[] = [
  {
    name: 'gallery-history',
    async go(at) {
      const { me, profile } = at
      let wanted = pictureFiles(profile).length
      for (const [n, words] of subjects.entries()) {
        await me.write(words)
        await me.set(me.seed, 10 * n + 1)
        await me.roll(4)
        wanted += 4
      }
      // Those of the shots before count too: all are there when the queue is empty.
      await expect.poll(() => pictureFiles(profile).length, patience).toBeGreaterThanOrEqual(wanted)
      await at.studio.page.getByRole('button', { name: t.queue.button(0), exact: true }).waitFor(patience)
      await to(at, 'grid')
      await away(at.studio.page)
      await at.studio.page.keyboard.press('Control+\\')
      await at.studio.page.getByRole('button', { name: t.history.unselect }).click()
      await fromTheTop(at.studio.page)
      await at.studio.page.mouse.move(5, 5)
    },
    theme: 'light',
  },
  {
    name: 'gallery-meaning',
    async go({ studio: { page } }) {
      await search(page).fill('like:"a penguin"')
      await page.getByRole('button', { name: t.history.leaveTerm('like:"a penguin"') }).waitFor()
      await page.getByText(t.history.sorts.match, { exact: true }).waitFor()
      // The scorer looks at pictures when nothing is drawn.
      await expect.poll(() => page.getByText(/not looked at yet/).count(), patience).toBe(0)
      await tiles(page)
        .first()
        .and(page.getByRole('option', { name: /penguin/ }))
        .waitFor()
      await fromTheTop(page)
      await away(page)
    },
    mark: page => [search(page).locator('..')],
    leave: ({ studio: { page } }) => search(page).fill(''),
  },
  {
    name: 'gallery-boards',
    async go({ studio: { page } }) {
      await choose(page, 8, 9, 12)
      await page.keyboard.press('Shift+b')
      await page.getByRole('dialog', { name: t.marks.board.title(3) }).waitFor()
      await page.keyboard.type('To keep')
      await page.keyboard.press('Enter')
      await page.getByRole('checkbox', { name: 'To keep' }).and(page.locator('[aria-checked=true]')).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('4')
      await page.getByRole('toolbar', { name: t.history.selection }).waitFor()
      await page
        .getByRole('group', { name: t.boards.title })
        .getByRole('button', { name: t.boards.show('To keep', 3) })
        .waitFor()
      await quiet(page)
    },
    mark: page => [page.getByRole('group', { name: t.boards.title })],
  },
  {
    name: 'gallery-list',
    async go({ studio: { page } }) {
      await page.getByRole('button', { name: t.history.unselect }).click()
      await layout(page, 'list')
      await page.getByRole('grid', { name: /^History, list/ }).waitFor()
    },
  },
  {
    name: 'gallery-map',
    async go({ studio: { page } }) {
      await layout(page, 'map')
      const plane = page.getByRole('application')
      await expect
        .poll(async () => Number(await plane.getAttribute('data-shown')), patience)
        .toBeGreaterThan(4)
      await expect
        .poll(() => page.getByRole('progressbar', { name: t.atlas.placing }).count(), patience)
        .toBe(0)
    },
    async leave({ studio: { page } }) {
      await layout(page, 'grid')
      await page.keyboard.press('Control+\\')
    },
  },
  {
    name: 'gallery-grid-maker',
    async go(at) {
      const { me, studio } = at
      const { page } = studio
      await to(at, 'stage')
      await me.write(fox)
      await me.set(me.seed, 7)
      await me.button(actionRows['grid.make'].label).click()
      for (const [axis, label, values] of [
        ['x', t.grids.kinds.seed, '7..9'],
        ['y', 'Size', '0.3,0.5,0.7'],
      ] as const) {
        const part = dialog(page).getByRole('region', { name: t.grids.axes[axis] })
        await part.getByRole('button', { name: new RegExp(`^${t.grids.choose(t.grids.axes[axis])}`) }).click()
        await page
          .getByRole('menuitemradio', { name: new RegExp(`^${label}`) })
          .first()
          .click()
        await part.getByRole('textbox', { name: t.grids.values(t.grids.axes[axis]) }).fill(values)
      }
      await dialog(page)
        .getByText(t.grids.shape(3, 3, 1))
        .waitFor()
    },
    of: dialog,
    margin: 16,
  },
  {
    name: 'gallery-grid',
    async go({ studio: { page } }) {
      await dialog(page)
        .getByRole('button', { name: t.grids.draw(9) })
        .click()
      const cells = page
        .getByRole('table')
        .getByRole('button', { name: new RegExp(`, ${t.grids.states.done}$`) })
      await expect.poll(() => cells.count(), patience).toBe(9)
    },
    theme: 'light',
    leave: at => to(at, 'stage'),
  },
  {
    name: 'gallery-family',
    async go(at) {
      const { page } = at.studio
      await to(at, 'grid')
      await search(page).fill(`prompt:"${otherFox}"`)
      await expect.poll(() => tiles(page).count(), patience).toBe(1)
      await tiles(page).first().click()
      await page.keyboard.press('f')
      await page.getByRole('group', { name: t.lineage.tree }).waitFor()
    },
    async leave(at) {
      await to(at, 'grid')
      await search(at.studio.page).fill('')
    },
  },
]
