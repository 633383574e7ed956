import type { Locator, Page } from 'playwright'
import { t } from '../renderer/strings.ts'
import { openElectron } from '../test/e2e/electron-host.ts'
import { bird, person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { ms, spread, table } from './table.ts'

const seconds = 8
const releases = 5
const { steering: says } = t

type Seen = { shown: number[]; gone: number }

/** Keeps when each new draft was shown, and when the draft gave way to the full picture. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: Seen = { shown: [], gone: 0 }
    Object.assign(window, { seen })
    let last = ''
    new MutationObserver(() => {
      const draft = document.querySelector('.live-draft')
      const src = draft?.querySelector('img')?.getAttribute('src') ?? ''
      if (src && src !== last) seen.shown.push(performance.now())
      if (!draft && last) seen.gone = performance.now()
      last = src
    }).observe(document.querySelector('.stage')!, { subtree: true, childList: true, attributes: true })
  })
const seen = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen)
const now = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** Drags to and fro for some seconds, a little further at every move. */
async function drag(page: Page, thumb: Locator): Promise<string[]> {
  await thumb.scrollIntoViewIfNeeded()
  const { x, y } = (await thumb.boundingBox())!
  await page.mouse.move(x + 7, y + 7)
  const before = (await seen(page)).shown.length
  await page.mouse.down()
  const begun = await now(page)
  for (let at = begun; at - begun < seconds * 1000; at = await now(page)) {
    await page.mouse.move(x + 7 + 40 * Math.sin((at - begun) / 400), y + 7)
    await page.waitForTimeout(12)
  }
  const shown = (await seen(page)).shown.slice(before)
  const gaps = shown.slice(1).map((time, n) => time - shown[n]!)
  await page.mouse.up()
  await page.locator('.live-draft').waitFor({ state: 'detached', timeout: 60_000 })
  const { max, median } = spread(gaps)
  return [
    `${(shown.length / seconds).toFixed(1)} drafts a second`,
    `first after ${(shown[0]! - begun).toFixed(0)} ms; between two: median ${median.toFixed(0)}, longest ${max.toFixed(0)} ms`,
  ]
}

/** From the moment a knob is let go until its full picture stands on the stage. */
async function letGo(page: Page, thumb: Locator, far: number): Promise<number> {
  const { x, y } = (await thumb.boundingBox())!
  await page.mouse.move(x + 7, y + 7)
  await page.mouse.down()
  await page.mouse.move(x + 7 + far, y + 7, { steps: 4 })
  await page.locator('.live-draft[data-newest=true]').waitFor({ timeout: 60_000 })
  const from = await now(page)
  await page.mouse.up()
  await page.locator('.live-draft').waitFor({ state: 'detached', timeout: 60_000 })
  return (await seen(page)).gone - from
}

export default async function live(): Promise<string> {
  const profile = newProfile()
  const studio = await openElectron(profile)
  try {
    const { page } = studio
    const me = person(page)
    const panel = page.getByRole('complementary', { name: says.title })
    await me.prompt.waitFor()
    await me.write(bird)
    await me.set(me.seed, 42)
    await me.roll(1)
    await me.picture(bird).waitFor({ timeout: 120_000 })
    await me.button('Show or hide the knobs').click()
    await panel.getByRole('button', { name: 'small | large', exact: true }).click()
    await panel.getByRole('button', { name: 'Warmth', exact: true }).click()
    for (const name of ['small | large', 'Warmth'])
      await panel.getByRole('button', { name: says.hideStrip(name) }).click()
    await watch(page)
    const thumbs: [string, Locator][] = [
      ['Size', panel.getByRole('slider', { name: t.knobs.slider('Size') })],
      ['small | large', panel.getByRole('slider', { name: says.slider('small | large') })],
      ['Warmth', panel.getByRole('slider', { name: says.slider('Warmth') })],
    ]
    const rows: string[][] = []
    for (const [name, thumb] of thumbs) {
      rows.push([name, ...(await drag(page, thumb))])
      // Each alone: what was turned before costs its own time in every step.
      await me
        .button(name === thumbs[0]![0] ? t.resetOf('Size') : says.remove(name))
        .first()
        .click()
      await page.waitForTimeout(1500)
      await page.locator('.live-draft').waitFor({ state: 'detached', timeout: 60_000 })
    }
    const times: number[] = []
    for (let n = 0; n < releases; n++)
      times.push(await letGo(page, thumbs[0]![1], (n % 2 ? -1 : 1) * (15 + n)))
    const [, median, most] = ms(spread(times))
    return `${table(['window, a knob dragged to and fro', 'refreshes', ''], rows)}\n\nLet go, the full picture stands after ${median} (median of ${releases}; longest ${most}).`
  } finally {
    await studio.close()
    profile.remove()
  }
}
