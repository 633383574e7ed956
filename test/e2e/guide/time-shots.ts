import type { Page } from 'playwright'
import { expect } from 'vitest'
import { t } from '../../../renderer/strings.ts'
import type { AtStudio } from '../at-studio.ts'
import { away, fox, otherFox, patience, steps } from './moves.ts'
import type { Shot } from './shot.ts'

const says = t.time
const strip = (page: Page) => page.getByRole('slider', { name: says.strip })
const stageAndTime = (page: Page) => [
  page.getByRole('region', { name: t.stage.title }),
  page.getByRole('region', { name: says.title }),
]

/** All frames of the way are there. */
const whole = ({ studio: { page } }: AtStudio, frames = steps) =>
  expect.poll(() => strip(page).getAttribute('aria-valuemax'), patience).toBe(String(frames))

async function goTo({ studio: { page } }: AtStudio, step: number): Promise<void> {
  await strip(page).focus()
  for (const key of ['Home', ...Array.from({ length: step - 1 }, () => 'ArrowRight')])
    await page.keyboard.press(key)
}

export const timeShots: Shot[] = [
  {
    name: 'time-predicted',
    async go(at) {
      const { me, studio } = at
      await me.set(me.seed, 3)
      await me.roll(1)
      await me.picture(fox).waitFor()
      await away(studio.page)
      await studio.page.keyboard.press('w')
      await studio.page.getByText(says.layoutDone).waitFor()
      await whole(at)
      await goTo(at, 3)
      await studio.page.getByText(says.after(3, steps)).waitFor()
    },
    mark: page => [page.getByRole('region', { name: says.title })],
  },
  {
    name: 'time-noisy',
    async go(at) {
      await at.studio.page.getByRole('radio', { name: says.looks.xt }).click()
      await at.studio.page.getByText(says.before(3, steps)).waitFor()
      await whole(at)
    },
    of: stageAndTime,
  },
  {
    name: 'time-dissolve',
    async go(at) {
      const { page } = at.studio
      await page.getByRole('radio', { name: says.looks.dissolve }).click()
      await page.getByText(says.lookHelp.dissolve).waitFor()
      await whole(at, 20)
      await goTo(at, 5)
    },
    of: stageAndTime,
    leave: ({ studio: { page } }) => page.getByRole('radio', { name: says.looks.x0 }).click(),
  },
  {
    name: 'time-branch',
    async go(at) {
      const { page } = at.studio
      await goTo(at, 2)
      await at.me.button(says.branchFrom(2)).click()
      await page.getByText(says.chip.branch(2)).waitFor()
      await at.me.write(otherFox)
      await at.me.roll(1)
      await at.me.picture(otherFox).waitFor()
      await whole(at)
    },
    mark: page => [page.getByRole('region', { name: says.chip.label })],
    async leave({ me, studio: { page } }) {
      await me.button(says.chip.leave).or(me.button(says.chip.leaveFrom)).first().click()
      await away(page)
      await page.keyboard.press('w')
    },
  },
]
