import type { Page } from 'playwright'
import { t } from '../../../renderer/strings.ts'
import { page as to } from './moves.ts'
import type { Shot } from './shot.ts'

const says = t.canvas
const parts = (page: Page) => page.getByRole('region', { name: says.live.parts })

export const canvasShots: Shot[] = [
  {
    name: 'canvas-start',
    async go(at) {
      await at.me.write('a red bird')
      await to(at, 'canvas')
      await at.studio.page.getByRole('heading', { name: says.start.title }).waitFor()
    },
    theme: 'light',
  },
  {
    name: 'canvas-example',
    async go({ studio: { page } }) {
      await page.getByRole('button', { name: says.start.example }).click()
      await page.getByRole('img', { name: says.condition.sees }).waitFor()
      await page.getByText(says.live.waits).waitFor({ state: 'detached' })
      await page.getByText(/^\d+\.\d s$/).waitFor()
    },
    mark: page => [page.getByRole('list', { name: says.layers.title })],
  },
  {
    name: 'canvas-parts',
    async go({ studio: { page } }) {
      // All five side by side need the room.
      await page.keyboard.press('Control+\\')
      await page.getByRole('button', { name: says.live.parts, exact: true }).click()
      for (const name of Object.values(says.live.part))
        await parts(page).getByRole('button', { name, exact: true }).and(page.locator(':enabled')).waitFor()
    },
    of: parts,
    async leave({ studio: { page } }) {
      await parts(page).getByRole('button', { name: t.close }).click()
      await page.keyboard.press('Control+\\')
    },
  },
  {
    name: 'canvas-staging',
    async go({ studio: { page } }) {
      await page.keyboard.press('Control+Enter')
      const strip = page.getByRole('region', { name: says.staging.title })
      await strip.getByRole('button', { name: says.staging.picture(1) }).click()
    },
    mark: page => [page.getByRole('region', { name: says.staging.title })],
    async leave(at) {
      await to(at, 'stage')
      await at.me.button(says.chip.clear).click()
    },
  },
]
