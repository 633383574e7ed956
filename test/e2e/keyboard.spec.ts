import { describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

/** The mouse is never touched. */
describe.each([servedHost(), electronHost])('by keyboard alone, $name', host => {
  const at = atStudio(host)
  const press = async (...keys: string[]) => {
    for (const key of keys) await at.studio.page.keyboard.press(key)
  }
  const focused = () =>
    at.studio.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

  test('write, complete a word, set steps and seed, roll', async () => {
    const { page } = at.studio
    await press('Alt+a')
    await page.waitForFunction(() => document.activeElement?.id === 'prompt')
    await page.keyboard.type('a red bir')
    await page.getByRole('listbox', { name: t.prompt.offers }).waitFor()
    await press('Tab')
    expect(await at.me.prompt.inputValue()).toMatch(/^a red bird /)
    await page.keyboard.type('on a branch')
    await press('Escape')
    await at.me.steps.focus()
    await press('Control+a')
    await page.keyboard.type('3')
    await press('Enter', 'ArrowUp')
    expect(await at.me.steps.inputValue()).toBe('4')
    await at.me.seed.focus()
    await press('Control+a')
    await page.keyboard.type('7')
    await press('ArrowUp')
    expect(await at.me.seed.inputValue()).toBe('8')
    await press('Control+Enter')
    await at.me.picture(bird).waitFor()
    expect(pictureFiles(at.profile).length).toBe(1)
  })

  test('Tab reaches every control, the focus is always to be seen, and there is no trap', async () => {
    const { page } = at.studio
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const seen: string[] = []
    for (let i = 0; i < 80; i++) {
      await press('Tab')
      const at = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return null
        const name = element.getAttribute('aria-label') ?? element.id ?? ''
        // A ring round it, round what it lies in, or round the picture that it holds.
        const marked = [
          element,
          ...element.children,
          element.parentElement,
          element.parentElement?.parentElement,
        ]
          .filter(one => one instanceof Element)
          .map(one => getComputedStyle(one))
          .some(
            ({ outlineStyle, outlineWidth, boxShadow }) =>
              (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
          )
        return { name: `${element.tagName} ${name} ${element.textContent?.slice(0, 20) ?? ''}`, marked }
      })
      if (at === null) break
      expect([at.name, at.marked]).toEqual([at.name, true])
      if (seen.includes(at.name) && seen[0] === at.name) break
      seen.push(at.name)
    }
    expect(seen.length).toBeGreaterThan(12)
    expect(seen.length).toBeLessThan(80)
  })

  test('walk the history, star, trash and take it back', async () => {
    const { page } = at.studio
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const seed of ['20', '21']) {
      await at.me.seed.focus()
      await press('Control+a')
      await page.keyboard.type(seed)
      await press('Control+Enter')
      await expect
        .poll(() => pictureFiles(at.profile).some(({ name }) => name.includes(` ${seed} `)))
        .toBe(true)
    }
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await press('g')
    // The file is there a moment before the window hears of it.
    await expect.poll(() => page.getByRole('option').count()).toBe(3)
    await page.getByRole('option', { name: /seed 21/i }).waitFor()
    await page.getByRole('option').first().focus()
    for (const [key, seed] of [
      ['Home', 'Seed 21'],
      ['ArrowRight', 'Seed 20'],
      ['ArrowRight', 'Seed 8'],
    ] as const) {
      await press(key)
      await expect.poll(focused).toContain(seed)
    }
    await press('.')
    await page.getByRole('option', { name: /seed 8, starred/i }).waitFor()
    await press('Delete')
    await at.me.notices.getByText(t.trashed(1)).waitFor()
    await expect.poll(() => page.getByRole('option').count()).toBe(2)
    await press('Control+z')
    await expect.poll(() => page.getByRole('option').count()).toBe(3)
  })

  test('every dialog opens, holds the focus and closes with Escape', async () => {
    const { page } = at.studio
    await press('Escape')
    const dialogs: [string, string][] = [
      ['?', t.help.title],
      ['Control+,', t.settings.title],
      ['Control+k', t.palette.title],
      ['Control+b', t.subjects.title],
    ]
    for (const [key, name] of dialogs) {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      await press(key)
      const dialog = page.getByRole('dialog', { name })
      await dialog.waitFor()
      for (let i = 0; i < 5; i++) await press('Tab')
      // Past its last control the focus goes to the browser's own and comes back; never to what lies behind.
      const behind = await dialog.evaluate(
        element => document.activeElement !== document.body && !element.contains(document.activeElement),
      )
      expect(behind).toBe(false)
      await press('Escape')
      await dialog.waitFor({ state: 'hidden' })
    }
  })

  test('the palette runs what it finds', async () => {
    const theme = () => at.studio.page.evaluate(() => document.documentElement.dataset.theme)
    const before = await theme()
    await at.me.palette('Switch between dark and light')
    await expect.poll(theme).not.toBe(before)
  })
})
