import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { actionRows } from '../../shared/actions.ts'
import { atStudio } from './at-studio.ts'
import { electronHost, root } from './electron-host.ts'
import { lookAt } from './look.ts'
import { servedHost } from './served-host.ts'

const drawn = ['a red bird', 'a blue castle', 'a yellow flower', 'a red fox']

describe.each([servedHost(), electronHost])('what pictures show, $name', { timeout: 240_000 }, host => {
  const at = atStudio(host)
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const tiles = () => at.studio.page.getByRole('listbox', { name: /^History/ }).getByRole('option')
  const search = () => at.studio.page.getByRole('textbox', { name: t.history.search })
  const first = () => tiles().first().getAttribute('aria-label')
  const panel = () => at.studio.page.getByRole('region', { name: t.meaning.takesFor })

  beforeAll(async () => {
    // Much else may go on on the machine.
    at.studio.page.setDefaultTimeout(90_000)
    await at.me.set(at.me.steps, 12)
    for (const [n, words] of drawn.entries()) {
      await at.me.write(words)
      await at.me.set(at.me.seed, n + 1)
      await at.me.roll(1)
      await at.me.picture(words).waitFor()
    }
    await at.studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await tiles().nth(3).waitFor()
  }, 240_000)

  test('pictures are looked at by themselves, and found by words that say what they show', async () => {
    const { page } = at.studio
    await search().fill('like:"a blue castle"')
    await expect.poll(() => tiles().count()).toBe(4)
    await expect.poll(first).toMatch(/a blue castle/)
    await page.getByRole('button', { name: t.history.leaveTerm('like:"a blue castle"') }).waitFor()
    await look('meaning-words')
    await search().fill('like:"a red bird" unlike:"a bird"')
    await expect.poll(first).not.toMatch(/a red bird/)
    await search().fill('like:"a red bird" prompt:fox')
    await expect.poll(() => tiles().count()).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => search().inputValue()).toBe('')
  })

  test('more like this: the picture itself first, its thumbnail among what is asked', async () => {
    const { page } = at.studio
    await page.getByRole('option', { name: /a yellow flower/ }).click()
    const bar = page.getByRole('toolbar', { name: t.history.selection })
    await bar.getByRole('button', { name: actionRows['view.alike'].label }).click()
    await expect.poll(() => search().inputValue()).toMatch(/^like:[0-9a-f]{12}$/)
    await expect.poll(first).toMatch(/a yellow flower/)
    await page.locator('.query-chips img').waitFor()
    await look('meaning-alike')
    await page.getByRole('button', { name: /^Search without like:/ }).click()
    await expect.poll(() => search().inputValue()).toBe('')
    await tiles().first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: actionRows['view.alike'].label }).click()
    await expect.poll(() => search().inputValue()).toMatch(/^like:/)
    await search().fill('')
    await expect.poll(() => page.locator('.query-chips').count()).toBe(0)
  })

  test('what the scorer takes it for, which words it misses and where it sees them, when it is asked', async () => {
    const { page } = at.studio
    await page.getByRole('option', { name: /a red bird/ }).dblclick()
    await at.me.picture('a red bird').waitFor()
    await page.keyboard.press('i')
    const title = page.getByRole('button', { name: t.meaning.title, exact: true })
    await title.waitFor()
    expect(await panel().count()).toBe(0)
    await title.click()
    await expect.poll(() => panel().getByRole('listitem').count()).toBe(5)
    // The tests' model shows no drawings; the shipped one's are in the guide.
    const drawings = page.getByRole('button', { name: t.drawings.title, exact: true })
    await drawings.click()
    await page.getByText(t.drawings.none).waitFor()
    await drawings.click()
    const phrases = page.getByRole('list', { name: t.meaning.phrases })
    await phrases.getByRole('listitem').first().waitFor()
    expect(await phrases.getByRole('listitem').allTextContents()).toHaveLength(2)
    await phrases.scrollIntoViewIfNeeded()
    await look('meaning-sees')
    await phrases.getByRole('button', { name: t.meaning.where('bird') }).click()
    const heat = page.getByRole('img', { name: t.meaning.heat('bird') })
    await heat.waitFor()
    await page.getByText('Occlusion:', { exact: false }).waitFor()
    await heat.scrollIntoViewIfNeeded()
    await look('meaning-heat')
    // The same over the picture itself, for any words, as strong as somebody likes.
    await page.getByRole('button', { name: t.meaning.onStage }).click()
    const bar = page.getByRole('region', { name: t.meaning.bar })
    const over = page.locator('canvas.heat-over')
    await over.waitFor()
    await bar.getByText(/^By occlusion: /).waitFor()
    const [lies, below] = [(await over.boundingBox())!, (await at.me.picture('a red bird').boundingBox())!]
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs(lies[side] - below[side])).toBeLessThan(1)
    await look('heat-stage')
    await bar.getByRole('button', { name: 'red', exact: true }).click()
    await expect.poll(() => over.getAttribute('aria-label')).toBe(t.meaning.heat('red'))
    await bar.getByRole('textbox', { name: t.meaning.other }).fill('a blue sky')
    await page.keyboard.press('Enter')
    await expect.poll(() => over.getAttribute('aria-label')).toBe(t.meaning.heat('a blue sky'))
    await bar.getByRole('slider', { name: t.meaning.strength }).press('Home')
    await expect.poll(() => over.evaluate(element => element.style.opacity)).toBe('0')
    await bar.getByRole('slider', { name: t.meaning.strength }).press('End')
    await bar.getByRole('button', { name: t.meaning.holdToHide }).focus()
    await page.keyboard.down('Space')
    await expect.poll(() => over.count()).toBe(0)
    await page.keyboard.up('Space')
    await expect.poll(() => over.count()).toBe(1)
    await at.me.stage.locator('.viewer').focus()
    await page.keyboard.press('h')
    await expect.poll(() => bar.count()).toBe(0)
    expect(await over.count()).toBe(0)
    await page.keyboard.press('h')
    await bar.waitFor()
    await page.keyboard.press('h')
    await page.getByRole('button', { name: t.meaning.hideHeat, exact: true }).click()
    await expect.poll(() => heat.count()).toBe(0)
  })

  test('about words of somebody’s own, which are kept', async () => {
    const { page } = at.studio
    await page.getByRole('button', { name: t.meaning.editWords }).click()
    await page.getByRole('textbox', { name: t.meaning.words }).fill('bird\nwhale\n\n house ')
    await look('meaning-own-words')
    await page.getByRole('button', { name: t.meaning.keepWords, exact: true }).click()
    await expect.poll(() => panel().getByRole('listitem').count()).toBe(3)
    await panel().getByText(t.meaning.shares(3)).waitFor()
    const said = await panel().getByRole('listitem').allTextContents()
    expect(said.map(line => line.replace(/[\d. %]+$/, '')).sort()).toEqual(['bird', 'house', 'whale'])
  })

  test('another scorer is chosen in the panel, from a folder in the settings, and what is wrong with one is told', async () => {
    const { page } = at.studio
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: t.settings.pages.library }).click()
    await page.getByRole('button', { name: t.meaning.otherFolder }).click()
    const folder = page.getByRole('textbox', { name: t.meaning.scorerFolder })
    await folder.fill('/nowhere/at/all')
    await page.getByRole('button', { name: t.meaning.useScorer, exact: true }).click()
    await page.getByText(/there is no such folder/).waitFor()
    await look('scorer-wrong')
    await folder.fill(join(root, 'test', 'fixtures', 'tiny-clip'))
    await page.getByRole('button', { name: t.meaning.useScorer, exact: true }).click()
    const settings = page.getByRole('dialog', { name: t.settings.title })
    await settings.getByRole('button', { name: `${t.meaning.scorer}: tiny-clip` }).waitFor()
    await settings.getByText(t.meaning.looked(4, 4), { exact: false }).waitFor()
    await look('scorer-settings')
    await page.keyboard.press('Escape')
    await settings.waitFor({ state: 'hidden' })
    // It answers in the panel at once; there the shipped one is taken back.
    await panel().getByText(t.meaning.shares(3)).waitFor()
    await page.getByText(t.meaning.missingHelpOther).waitFor()
    const select = page.getByRole('button', { name: `${t.meaning.scorer}: tiny-clip` })
    await select.scrollIntoViewIfNeeded()
    await look('scorer-panel')
    // And searches.
    await page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await search().fill('like:"a bird"')
    await page.getByRole('button', { name: t.history.leaveTerm('like:"a bird"') }).waitFor()
    await expect.poll(() => tiles().count()).toBe(4)
    await search().fill('')
    await page.getByRole('radio', { name: t.pages.stage, exact: true }).click()
    await select.click()
    await page.getByRole('menuitemradio', { name: /Picture-book/ }).click()
    await page.getByText(t.meaning.missingHelp).waitFor()
  })

  test('what looks nearly the same is shown once, with how many there are', async () => {
    const { page } = at.studio
    await page.getByRole('radio', { name: t.pages.stage, exact: true }).click()
    await at.me.set(at.me.steps, 13)
    await at.me.write('a red bird')
    await at.me.set(at.me.seed, 1)
    await at.me.roll(1)
    await expect.poll(() => at.me.strip.getByRole('option').count()).toBe(5)
    await page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await search().fill('is:duplicate')
    // Everything is being looked at anew.
    await expect.poll(() => tiles().count(), { timeout: 90_000 }).toBe(1)
    expect(await first()).toMatch(new RegExp(`a red bird.*${t.meaning.twins(2)}`))
    await page.getByText(t.meaning.twinsNote).waitFor()
    await look('meaning-twins')
    await search().fill('-is:duplicate')
    await expect.poll(() => tiles().count()).toBe(3)
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(5)
    await page.getByRole('radio', { name: t.pages.stage, exact: true }).click()
  })

  test('the settings say how far it is, and switch it off', async () => {
    const { page } = at.studio
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: t.settings.pages.library }).click()
    await page.getByText(t.meaning.looked(5, 5), { exact: false }).waitFor({ timeout: 90_000 })
    await look('meaning-settings')
    await page.getByRole('switch', { name: t.meaning.setting }).click()
    await expect
      .poll(() => page.getByRole('switch', { name: t.meaning.setting }).getAttribute('aria-checked'))
      .toBe('false')
  })
})
