import { expect } from 'vitest'
import { t } from '../../../renderer/strings.ts'
import { fox, patience, steps } from './moves.ts'
import type { Shot } from './shot.ts'

/** The first minute, from an empty library on. */
export const firstShots: Shot[] = [
  {
    name: 'first-launch',
    async go({ studio: { page } }) {
      await page.getByRole('heading', { name: t.starters.title }).waitFor()
      await page.locator('.starter').first().waitFor()
      // Those in sight are drawn.
      await expect
        .poll(() => page.locator('.starter [data-state=shown]').count(), patience)
        .toBeGreaterThan(8)
    },
    mark: page => [
      page.getByRole('textbox', { name: t.prompt.label, exact: true }),
      page
        .getByRole('region', { name: t.dice.title })
        .getByRole('button', { name: t.dice.roll(1) })
        .last(),
    ],
  },
  {
    name: 'first-words',
    async go({ me, studio }) {
      await me.write('a bleu fox in the snow')
      await studio.page.getByText(t.prompt.unknown(1)).first().waitFor()
    },
    of: page => page.getByRole('complementary', { name: t.prompt.panel }),
    mark: page => [page.getByText(t.prompt.unknown(1)).first().locator('..')],
  },
  {
    name: 'first-picture',
    async go({ me }) {
      await me.write(fox)
      await me.set(me.steps, steps)
      await me.set(me.seed, 7)
      await me.roll(1)
      await me.picture(fox).waitFor()
    },
  },
  {
    name: 'first-nine',
    async go({ me, studio }) {
      await me.set(me.seed, 1)
      await me.roll(9)
      await me.done(9).nth(8).waitFor()
      await studio.page.mouse.move(5, 5)
    },
    theme: 'light',
  },
  {
    name: 'first-information',
    async go({ me, studio }) {
      await me.done(9).first().click()
      await me.picture(fox).waitFor()
      await me.button('Show or hide information').click()
      await studio.page.getByText(t.info.bytes).waitFor()
    },
    of: page => page.getByRole('complementary', { name: t.info.title }),
    leave: ({ me }) => me.button('Show or hide information').click(),
  },
]
