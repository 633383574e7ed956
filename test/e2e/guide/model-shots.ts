import { t } from '../../../renderer/strings.ts'
import { actionRows } from '../../../shared/actions.ts'
import { root } from '../electron-host.ts'
import { tiles, page as to } from './moves.ts'
import { rename, type Shot } from './shot.ts'

const { drawings, models, upscale, meaning } = t

/** Own models, making larger, and what the scorer sees. */
export const modelShots: Shot[] = [
  {
    name: 'ideas-scorer',
    async go(at) {
      const { me, studio } = at
      const { page } = studio
      await to(at, 'grid')
      await page.getByRole('textbox', { name: t.history.search }).fill('prompt:cat')
      await page.getByText(t.history.count(4), { exact: true }).waitFor()
      await tiles(page).first().dblclick()
      await me.picture('an orange cat, teal background').waitFor()
      await me.button('Show or hide information').click()
      await page.getByRole('button', { name: meaning.title, exact: true }).click()
      const phrases = page.getByRole('list', { name: meaning.phrases })
      await phrases.getByRole('listitem').first().waitFor()
      await phrases.scrollIntoViewIfNeeded()
    },
    of: page => page.getByRole('complementary', { name: t.info.title }),
  },
  {
    name: 'ideas-drawings',
    async go({ studio: { page } }) {
      await page.getByRole('button', { name: drawings.title, exact: true }).click()
      const nearest = page.getByRole('list', { name: drawings.title }).getByRole('listitem')
      await nearest.nth(5).waitFor()
      await page.getByText(/^The nearest of the/).scrollIntoViewIfNeeded()
    },
    of: page => page.getByRole('complementary', { name: t.info.title }),
    async leave({ studio: { page } }) {
      await page.getByRole('button', { name: drawings.title, exact: true }).click()
    },
  },
  {
    name: 'ideas-heat',
    async go({ studio: { page } }) {
      await page.getByRole('list', { name: meaning.phrases }).getByRole('button').first().click()
      await page.getByRole('button', { name: meaning.onStage }).click()
      await page.locator('canvas.heat-over').waitFor()
      await page
        .getByRole('region', { name: meaning.bar })
        .getByText(/^By occlusion: /)
        .waitFor()
    },
    of: page => page.getByRole('region', { name: t.stage.title }),
    async leave({ me, studio: { page } }) {
      await me.button(meaning.closeHeat).click()
      await me.button('Show or hide information').click()
      await page.mouse.move(5, 5)
    },
  },
  {
    name: 'upscale-dialog',
    async go(at) {
      const { page } = at.studio
      await page.keyboard.press(actionRows['picture.upscale'].keys[0]!)
      await page
        .getByRole('dialog', { name: upscale.title })
        .getByText(upscale.becomes('256 × 256', '1024 × 1024'))
        .waitFor()
    },
    of: page => page.getByRole('dialog', { name: upscale.title }),
    margin: 16,
  },
  {
    name: 'upscale-compare',
    async go({ me, studio: { page } }) {
      await page
        .getByRole('dialog', { name: upscale.title })
        .getByRole('button', { name: upscale.begin(1), exact: true })
        .click()
      await me.stage.getByRole('slider', { name: t.compare.line }).waitFor()
      await me.stage.getByText('1024 × 1024', { exact: true }).waitFor()
    },
    leave: ({ studio: { page } }) => page.keyboard.press('Escape'),
  },
  {
    name: 'models-page',
    async go({ me, profile, studio: { page } }) {
      await me.palette('Models')
      await page.getByRole('list', { name: models.title, exact: true }).waitFor()
      await rename(page, root, '/opt/reroll')
      await rename(page, profile.folder, '~')
    },
    theme: 'light',
    mark: page => [
      page.getByRole('button', { name: models.add.open }),
      page.getByRole('button', { name: models.hub.open }),
    ],
  },
  {
    name: 'models-add',
    async go({ me, studio: { page } }) {
      await me.button(models.add.open).click()
      await page.getByRole('dialog', { name: models.add.title }).waitFor()
    },
    of: page => page.getByRole('dialog', { name: models.add.title }),
    margin: 16,
    async leave(at) {
      await at.studio.page.keyboard.press('Escape')
    },
  },
  {
    name: 'models-hub',
    async go({ me, studio: { page } }) {
      await me.button(models.hub.open).click()
      await page.getByRole('complementary', { name: models.hub.title }).waitFor()
    },
    of: page => page.getByRole('complementary', { name: models.hub.title }),
    leave: at => to(at, 'stage'),
  },
]
