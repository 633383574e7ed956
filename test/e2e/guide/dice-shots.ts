import { t } from '../../../renderer/strings.ts'
import { choose, fox, page as to } from './moves.ts'
import type { Shot } from './shot.ts'

const says = t.diceParts

export const diceShots: Shot[] = [
  {
    name: 'dice-bar',
    async go({ me }) {
      await me.set(me.seed, 7)
      await me.roll(1)
      await me.picture(fox).waitFor()
    },
    of: page => page.getByRole('region', { name: t.dice.title }),
  },
  {
    name: 'dice-tray',
    async go({ me, studio: { page } }) {
      await me.button('Show or hide the dice').click()
      const panel = page.getByRole('complementary', { name: says.title })
      await panel.getByRole('textbox', { name: says.seedOf('layout'), exact: true }).fill('5')
      await panel.getByRole('button', { name: says.unlock('layout') }).waitFor()
    },
    of: page => page.getByRole('complementary', { name: says.title }),
    mark: page => [page.getByRole('textbox', { name: says.seedOf('layout'), exact: true }).locator('..')],
  },
  {
    name: 'dice-region',
    async go({ studio: { page } }) {
      const panel = page.getByRole('complementary', { name: says.title })
      await panel.getByRole('button', { name: says.free('layout') }).click()
      await panel.getByRole('button', { name: says.regions, exact: true }).click()
      const map = panel.getByRole('img', { name: says.regionPicture })
      await map.scrollIntoViewIfNeeded()
      const { x, y, width, height } = (await map.boundingBox())!
      await page.mouse.move(x + width * 0.45, y + height * 0.2)
      await page.mouse.down()
      await page.mouse.move(x + width * 0.95, y + height * 0.7, { steps: 4 })
      await page.mouse.up()
      const left = panel.getByRole('textbox', { name: says.sideOf(says.sides.x, 0) })
      await left.waitFor()
      // Where the panel stands must not hang on what was in sight before.
      await map.evaluate(one => one.scrollIntoView({ block: 'center' }))
    },
    of: page => page.getByRole('complementary', { name: says.title }),
    mark: page => [page.getByRole('img', { name: says.regionPicture })],
    async leave({ me, studio: { page } }) {
      await page.getByRole('button', { name: says.allBack }).click()
      await me.button('Show or hide the dice').click()
    },
  },
  {
    name: 'dice-variations',
    async go({ me, studio: { page } }) {
      await page.getByRole('radio', { name: t.dice.count(4) }).click()
      await me.button('Roll variations of this picture').click()
      await page.getByText(t.dice.around, { exact: true }).waitFor()
      await me.done(4).nth(3).waitFor()
      await page.mouse.move(5, 5)
    },
    mark: page => [page.getByRole('region', { name: t.dice.around })],
    leave: ({ me }) => me.button(t.dice.leaveAround).click(),
  },
  {
    name: 'dice-best',
    async go({ me, studio: { page } }) {
      await me.palette('Roll many, keep the best')
      const dialog = page.getByRole('dialog', { name: t.best.title })
      await me.set(dialog.getByRole('spinbutton', { name: t.best.rolls }), 16)
      await dialog.getByRole('button', { name: t.best.start(16) }).click()
      await dialog.getByText(t.best.drawn(4)).waitFor()
    },
    of: page => page.getByRole('dialog', { name: t.best.title }),
    margin: 16,
    leave: ({ studio: { page } }) => page.keyboard.press('Escape'),
  },
  {
    name: 'dice-map',
    async go(at) {
      const { page } = at.studio
      await to(at, 'map')
      await page.getByRole('radio', { name: '24', exact: true }).click()
      await at.me.button(t.map.draw).click()
      await at.me.button(t.map.again).waitFor()
      await page.getByText(t.map.rolls(24), { exact: true }).waitFor()
    },
    theme: 'light',
    leave: at => to(at, 'stage'),
  },
  {
    name: 'dice-walk',
    async go(at) {
      const { page } = at.studio
      await to(at, 'grid')
      await choose(page, 0, 4)
      await page.keyboard.press('Shift+W')
      const dialog = page.getByRole('dialog', { name: says.walk.title })
      await at.me.set(dialog.getByRole('spinbutton', { name: says.walk.between }), 3)
      await dialog.getByRole('button', { name: says.walk.draw(8) }).click()
      await dialog.getByRole('img', { name: says.walk.screen }).waitFor()
      await dialog.getByRole('button', { name: t.cancel, exact: true }).waitFor({ state: 'detached' })
    },
    of: page => page.getByRole('dialog', { name: says.walk.title }),
    margin: 16,
    async leave(at) {
      await at.studio.page.keyboard.press('Escape')
      await to(at, 'stage')
    },
  },
]
