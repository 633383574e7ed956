import type { Page } from 'playwright'
import { expect } from 'vitest'
import { t } from '../../../renderer/strings.ts'
import { pictureFiles } from '../person.ts'
import { drawn, fox, patience } from './moves.ts'
import type { Shot } from './shot.ts'

const says = t.steering
const panelOf = (page: Page) => page.getByRole('complementary', { name: says.title })
const row = (page: Page, name: string) => panelOf(page).getByRole('group', { name, exact: true })

/** Only these sections of the panel are unfolded. */
async function unfold(page: Page, ...names: string[]): Promise<void> {
  for (const { title } of [
    says.own,
    says.words,
    says.found,
    says.analytic,
    says.pad,
    says.meter,
    says.shelf,
  ]) {
    const head = panelOf(page).getByRole('button', { name: title, exact: true })
    if (((await head.getAttribute('aria-expanded')) === 'true') !== names.includes(title)) await head.click()
  }
}

const offer = async (page: Page, field: string, label: string) => {
  await panelOf(page)
    .getByRole('button', { name: new RegExp(`^${field}:`) })
    .click()
  await page.getByRole('menuitemradio', { name: label, exact: true }).click()
}

export const knobShots: Shot[] = [
  {
    name: 'knobs-own',
    async go({ me, studio: { page } }) {
      await me.set(me.seed, 7)
      await me.roll(1)
      await me.picture(fox).waitFor()
      await me.button('Show or hide the knobs').click()
      await panelOf(page).waitFor()
      await unfold(page, says.own.title)
      for (const name of ['Colour', 'Size']) {
        await panelOf(page)
          .getByRole('button', { name: says.strip(name) })
          .click()
      }
      await drawn(panelOf(page), 10)
    },
    of: panelOf,
  },
  {
    name: 'knobs-words',
    async go({ studio: { page } }) {
      await unfold(page, says.words.title)
      await panelOf(page).getByRole('button', { name: 'small | large', exact: true }).click()
      await drawn(row(page, 'small | large'), 5)
    },
    of: panelOf,
    mark: page => [panelOf(page).getByRole('textbox', { name: says.words.field })],
  },
  {
    name: 'knobs-camera',
    async go({ me, profile, studio: { page } }) {
      await unfold(page, says.analytic.title)
      await panelOf(page).getByRole('button', { name: 'Warmth', exact: true }).click()
      await drawn(row(page, 'Warmth'), 5)
      const before = pictureFiles(profile).length
      await row(page, 'Warmth')
        .getByRole('button', { name: says.setTo('Warmth', '+2') })
        .click()
      // The full picture is drawn, and shown in the draft's place.
      await expect.poll(() => pictureFiles(profile).length, patience).toBe(before + 1)
      await page.getByText(says.live.badge, { exact: true }).waitFor({ state: 'detached' })
      await me.picture(fox).waitFor()
    },
    // Back in the middle, from where both knobs of the pad go both ways.
    leave: ({ studio: { page } }) =>
      row(page, 'Warmth')
        .getByRole('button', { name: says.setTo('Warmth', '0') })
        .click(),
  },
  {
    name: 'knobs-pad',
    async go({ studio: { page } }) {
      await unfold(page, says.pad.title)
      await offer(page, says.pad.x, 'Size')
      await offer(page, says.pad.y, 'Warmth')
      const square = panelOf(page).locator('.pad-square')
      await drawn(square, 9)
      await square.scrollIntoViewIfNeeded()
    },
    of: panelOf,
    theme: 'light',
  },
  {
    name: 'knobs-meter',
    async go({ studio: { page } }) {
      await unfold(page, says.meter.title)
      await offer(page, says.meter.knob, 'Warmth')
      await panelOf(page).getByRole('button', { name: says.meter.measure }).click()
      await panelOf(page)
        .getByRole('img', { name: says.meter.chart('Warmth') })
        .waitFor()
      await panelOf(page).locator('.meter-chart figcaption').scrollIntoViewIfNeeded()
    },
    of: panelOf,
    async leave({ me, studio: { page } }) {
      for (const name of ['Warmth', 'small | large']) {
        await unfold(page, says.analytic.title, says.words.title)
        await row(page, name)
          .getByRole('button', { name: says.remove(name) })
          .click()
      }
      await me.button('Show or hide the knobs').click()
      const back = page.getByRole('button', { name: says.live.away })
      if (await back.count()) await back.click()
    },
  },
]
