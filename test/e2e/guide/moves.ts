import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import { t } from '../../../renderer/strings.ts'
import type { AtStudio } from '../at-studio.ts'

/** Few, since much is drawn. */
export const steps = 8

/** What most pictures of the guide are of, and another that branches off from it. */
export const [fox, otherFox] = ['a blue fox in the snow', 'an orange fox in the snow']

/** What is done on the way to many pictures of the guide. */
export const page = ({ studio }: AtStudio, name: keyof typeof t.pages): Promise<void> =>
  studio.page.getByRole('radio', { name: t.pages[name], exact: true }).click()

export const tiles = (page: Page): Locator =>
  page.getByRole('listbox', { name: /^History/ }).getByRole('option')

/** The history from its first row on. */
export const fromTheTop = (page: Page): Promise<void> =>
  page.getByRole('listbox', { name: /^History/ }).evaluate(list => {
    for (let one: Element | null = list; one; one = one.parentElement) one.scrollTop = 0
  })

/** Nothing lies over the window that goes away by itself. */
export async function quiet(page: Page): Promise<void> {
  const close = page.getByRole('region', { name: t.notices }).getByRole('button', { name: t.close })
  // One may go by itself just then.
  while (await close.count())
    await close
      .first()
      .click({ timeout: 1000 })
      .catch(() => {})
}

/** Chooses these pictures of the history, counted from its first. */
export async function choose(page: Page, first: number, ...others: number[]): Promise<void> {
  await tiles(page).nth(first).click()
  for (const n of others)
    await tiles(page)
      .nth(n)
      .click({ modifiers: ['Control'] })
}

/** Keys go to the window again, not to what was typed in. */
export const away = (page: Page): Promise<void> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())

/** As long as it takes, since much else may go on on the machine. */
export const patience = { timeout: 180_000 }

/** All pictures of a strip are there. */
export const drawn = (strip: Locator, n: number): Promise<void> =>
  expect.poll(() => strip.locator('[data-waits=false]').count(), patience).toBe(n)
