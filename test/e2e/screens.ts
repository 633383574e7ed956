import type { Page } from 'playwright'
import { t } from '../../renderer/strings.ts'
import type { Opened } from './host.ts'
import { bird, manySteps, type Person } from './person.ts'
import { enginePids } from './processes.ts'

type Screen = {
  name: string
  go(me: Person, page: Page, studio: Opened): Promise<unknown>
  leave?(me: Person, page: Page): Promise<unknown>
}

const back = (_: Person, page: Page) => page.keyboard.press('Escape')
const settings = Object.entries(t.settings.pages).map(
  ([id, name]): Screen => ({
    name: `settings-${id}`,
    async go(me, page) {
      await me.button('Settings…').click()
      await page.getByRole('tab', { name }).click()
      if (id === 'device') await page.getByText('CPU', { exact: true }).waitFor()
    },
    leave: back,
  }),
)
const history = async (_: Person, page: Page) => {
  await page.getByRole('radio', { name: t.pages.grid }).click()
  await page.getByRole('radio', { name: t.history.which.all }).click()
}
const hover = (page: Page, event: 'dragenter' | 'dragleave') =>
  page.evaluate(event => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'found.png', { type: 'image/png' }))
    document.body.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true }))
  }, event)
const cancelAll = async (me: Person, page: Page) => {
  await page.keyboard.press('Control+Shift+X')
  await me.button('Queue').waitFor()
}

/** Every screen in every state, in an order in which one leads to the next. Begins in an empty library. */
export const screens: Screen[] = [
  { name: 'first-launch', go: (_, page) => page.getByRole('heading', { name: t.starters.title }).waitFor() },
  {
    name: 'history-empty',
    go: async (_, page) => {
      await page.getByRole('radio', { name: t.pages.grid }).click()
      await page.getByText(t.history.empty).waitFor()
    },
    leave: (_, page) => page.getByRole('radio', { name: t.pages.stage }).click(),
  },
  {
    name: 'completions',
    async go(me, page) {
      await me.prompt.fill('')
      await me.prompt.pressSequentially('a blu')
      await page.getByRole('listbox', { name: t.prompt.offers }).waitFor()
    },
    leave: me => me.write(''),
  },
  {
    name: 'unknown-words',
    async go(me, page) {
      await me.write('a rde bird, octopus lamp')
      await page.getByText(t.prompt.unknown(2)).first().waitFor()
    },
    leave: me => me.write(bird),
  },
  {
    name: 'subjects',
    async go(me, page) {
      await me.button('Browse subjects').click()
      await page.getByRole('list', { name: t.subjects.title }).waitFor()
    },
    leave: back,
  },
  {
    name: 'subjects-none',
    async go(me, page) {
      await me.button('Browse subjects').click()
      await page.getByRole('textbox', { name: t.subjects.search }).fill('zzz')
      await page.getByText(t.subjects.none).waitFor()
    },
    async leave(_, page) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    },
  },
  {
    name: 'sheet-done',
    async go(me) {
      await me.set(me.steps, 4)
      await me.set(me.seed, 10)
      await me.roll(9)
      await me.done(9).nth(8).waitFor()
    },
  },
  {
    name: 'picture',
    async go(me) {
      await me.done(9).first().click()
      await me.picture(bird).waitFor()
    },
  },
  {
    name: 'picture-large',
    go: (_, page) => page.keyboard.press('Control+3'),
    leave: (_, page) => page.keyboard.press('Control+0'),
  },
  {
    name: 'information',
    async go(me, page) {
      await me.button('Show or hide information').click()
      await page.getByText(t.info.bytes).waitFor()
    },
  },
  {
    name: 'compare',
    async go(_, page) {
      await page.keyboard.press('c')
      await page.getByRole('slider', { name: t.compare.line }).waitFor()
    },
    leave: back,
  },
  {
    name: 'variations',
    async go(me, page) {
      await me.button('Roll variations of this picture').click()
      await page.getByText(t.dice.around, { exact: true }).waitFor()
      await me.done(9).or(me.done(4)).nth(3).waitFor()
    },
    leave: me => me.button(t.dice.leaveAround).click(),
  },
  {
    name: 'live',
    async go(me, page) {
      await me.set(me.steps, manySteps)
      await me.roll(1)
      await page.getByRole('img', { name: t.stage.prediction }).waitFor()
    },
  },
  {
    name: 'queue',
    async go(me, page) {
      await me.roll(4)
      await me.roll(16)
      await page.keyboard.press('q')
      await page.getByRole('list', { name: t.queue.open }).waitFor()
    },
    leave: cancelAll,
  },
  {
    name: 'queue-paused',
    async go(me) {
      await me.button(t.queue.pause).click()
      await me.roll(1)
    },
    async leave(me, page) {
      await cancelAll(me, page)
      await me.button(t.queue.resume).click()
      await page.keyboard.press('q')
    },
  },
  { name: 'history', go: history },
  {
    name: 'history-chosen',
    async go(_, page) {
      await page.getByRole('option').nth(1).click()
      await page
        .getByRole('option')
        .nth(3)
        .click({ modifiers: ['Shift'] })
      await page.getByText(t.history.chosen(3)).waitFor()
    },
  },
  {
    name: 'trashed',
    async go(_, page) {
      await page.keyboard.press('Delete')
      await page.getByText(t.trashed(3)).waitFor()
    },
  },
  {
    name: 'history-trash',
    go: (_, page) => page.getByRole('radio', { name: t.history.which.trash }).click(),
  },
  {
    name: 'history-no-stars',
    go: (_, page) => page.getByRole('radio', { name: t.history.which.starred }).click(),
  },
  {
    name: 'history-none-found',
    async go(me, page) {
      await history(me, page)
      await page.getByRole('textbox', { name: t.history.search }).fill('zebra')
      await page.getByText(t.history.noneFound).waitFor()
    },
    async leave(me, page) {
      await me.button(t.history.showAll).click()
      await page.getByRole('radio', { name: t.pages.stage }).click()
    },
  },
  {
    name: 'palette',
    async go(_, page) {
      await page.keyboard.press('Control+k')
      await page.getByRole('listbox', { name: t.palette.title }).waitFor()
    },
    leave: back,
  },
  {
    name: 'help',
    async go(me, page) {
      await me.button('Keyboard shortcuts').click()
      await page.getByRole('dialog', { name: t.help.title }).waitFor()
    },
    leave: back,
  },
  ...settings,
  {
    name: 'drop',
    async go(_, page) {
      await hover(page, 'dragenter')
      await page.getByText(t.drop.title).waitFor()
    },
    leave: (_, page) => hover(page, 'dragleave'),
  },
  {
    name: 'failed',
    async go(me, page, { pid }) {
      await me.set(me.steps, manySteps)
      // A quick machine may have finished the picture before the engine is killed, a slow one not begun it.
      for (const after of [300, 700, 150, 1500]) {
        await me.roll(1)
        await new Promise(resolve => setTimeout(resolve, after))
        for (const engine of enginePids(pid)) process.kill(engine, 'SIGKILL')
        const failed = page.getByText(t.stage.failed).waitFor({ timeout: 6000 })
        if (await failed.then(() => true).catch(() => false)) return
      }
      await page.getByText(t.stage.failed).waitFor()
    },
  },
  {
    name: 'narrow',
    go: (_, page) => page.setViewportSize({ width: 760, height: 520 }),
    leave: (_, page) => page.setViewportSize({ width: 1360, height: 880 }),
  },
]
