import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const { steering: says } = t
const pair = 'small | large'

/** What cuts an element and the ring around it: every box above it that clips and does not reach that far. */
const cutBy = (element: Element): string[] => {
  const ring = 3
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const cuts: string[] = []
  for (let above = element.parentElement; above; above = above.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(above)
    const box = above.getBoundingClientRect()
    const across = overflowX !== 'visible' && (box.left > left - ring || box.right < right + ring)
    const along = overflowY !== 'visible' && (box.top > top - ring || box.bottom < bottom + ring)
    if (across || along) cuts.push(above.className)
  }
  return cuts
}

describe.each([servedHost(), electronHost])('knobs, $name', host => {
  const at = atStudio(host)
  let panel: Locator
  const section = (name: string) => panel.getByRole('button', { name, exact: true })
  const row = (name: string) => panel.getByRole('group', { name, exact: true })
  const slider = (name: string) => panel.getByRole('slider', { name: says.slider(name) })
  const amount = (name: string) => panel.getByRole('spinbutton', { name: says.amount(name) })
  const draft = () => at.studio.page.getByRole('img', { name: says.live.picture })
  /** The draft is of what the desk says now. */
  const newest = () => at.studio.page.locator('.live-draft[data-newest=true]').waitFor()
  const drawn = (strip: Locator, n: number) =>
    expect.poll(() => strip.locator('[data-waits=false]').count()).toBe(n)
  const look = async (name: string) =>
    expect(await lookAt(at.studio.page, host.name, `knobs-${name}`)).toEqual([])
  /** Only these sections are unfolded. */
  const unfold = async (...names: string[]) => {
    const all = [says.own, says.words, says.found, says.analytic, says.pad, says.meter, says.shelf]
    for (const { title } of all) {
      const open = (await section(title).getAttribute('aria-expanded')) === 'true'
      if (open !== names.includes(title)) await section(title).click()
    }
  }
  /** By the middle of a slider's thumb, so far in pixels; `hold` happens before it is let go. */
  const drag = async (thumb: Locator, dx: number, hold: () => Promise<unknown> = async () => {}) => {
    await thumb.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await thumb.boundingBox())!
    const { mouse } = at.studio.page
    await mouse.move(x + width / 2, y + height / 2)
    await mouse.down()
    await mouse.move(x + width / 2 + dx, y + height / 2, { steps: 5 })
    await hold()
    await mouse.up()
  }

  beforeAll(async () => {
    panel = at.studio.page.getByRole('complementary', { name: says.title })
    await at.me.write(bird)
    await at.me.set(at.me.seed, 42)
    await at.me.roll(1)
    await at.me.picture(bird).waitFor()
    await at.me.button('Show or hide the knobs').click()
    await panel.waitFor()
  })

  test('each turned knob has its row and, on demand, its strip and its steps', async () => {
    await unfold(says.own.title, says.words.title, says.analytic.title)
    await panel.getByRole('button', { name: says.strip('Colour') }).click()
    await panel.getByRole('button', { name: pair, exact: true }).click()
    await panel.getByRole('textbox', { name: says.words.field }).fill('a bird to a fish')
    await panel.getByRole('button', { name: says.words.add, exact: true }).click()
    await panel.getByRole('button', { name: 'Warmth', exact: true }).click()
    await row(pair)
      .getByRole('button', { name: says.window(pair) })
      .click()
    await row(pair)
      .getByText(says.steps(1, 20, 20))
      .waitFor()
    await row('a bird | a fish')
      .getByRole('button', { name: says.remove('a bird | a fish') })
      .click()
    await drawn(row(pair), 5)
    await look('rows')
    await unfold(says.analytic.title)
    await drawn(row('Warmth'), 5)
    await look('camera-and-colour')
  })

  test('a thumbnail sets the knob and, the seed being locked, has the full picture drawn', async () => {
    const before = pictureFiles(at.profile).length
    await row('Warmth')
      .getByRole('button', { name: says.setTo('Warmth', '+2') })
      .click()
    expect(await amount('Warmth').inputValue()).toBe('2')
    await expect.poll(() => pictureFiles(at.profile).length).toBe(before + 1)
    await draft().waitFor({ state: 'detached' })
    await at.me.button('Show or hide information').click()
    await at.studio.page.locator('.facts').getByText('Warmth', { exact: true }).waitFor()
    await at.studio.page.locator('.facts').getByText('+2', { exact: true }).waitFor()
    await at.me.button('Show or hide the knobs').click()
  })

  test('while it is dragged the stage shows drafts, and says so', async () => {
    await unfold(says.analytic.title)
    await panel.getByRole('switch', { name: says.drawOnRelease }).click()
    const before = pictureFiles(at.profile).length
    await drag(slider('Warmth'), -90, async () => {
      await draft().waitFor()
      await at.studio.page.getByText(says.live.badge, { exact: true }).waitFor()
      const first = await draft().getAttribute('src')
      await at.studio.page.mouse.move(900, 500, { steps: 8 })
      await expect.poll(() => draft().getAttribute('src')).not.toBe(first)
    })
    await at.studio.page.getByRole('button', { name: says.live.draw }).waitFor()
    await newest()
    await look('live')
    expect(pictureFiles(at.profile).length).toBe(before)
    await at.studio.page.getByRole('button', { name: says.live.draw }).click()
    await expect.poll(() => pictureFiles(at.profile).length).toBe(before + 1)
    await draft().waitFor({ state: 'detached' })
  })

  test('keys turn it, undo takes it back, off and on keep it', async () => {
    const { page } = at.studio
    await at.me.set(amount('Warmth'), '1')
    await slider('Warmth').focus()
    await page.keyboard.press('ArrowRight')
    expect(await amount('Warmth').inputValue()).toBe('1.05')
    await draft().waitFor()
    await page.getByRole('button', { name: says.live.away }).click()
    await panel.getByRole('switch', { name: says.on('Warmth') }).click()
    expect(await amount('Warmth').inputValue()).toBe('1.05')
    await panel.getByRole('switch', { name: says.on('Warmth') }).click()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => amount('Warmth').inputValue()).toBe('1')
    await slider('Warmth').dblclick()
    expect(await amount('Warmth').inputValue()).toBe('0')
  })

  test('the pad turns two at once, by hand and by keys', async () => {
    await unfold(says.pad.title)
    const square = panel.locator('.pad-square')
    await panel.getByRole('button', { name: new RegExp(`^${says.pad.x}:`) }).click()
    await at.studio.page.getByRole('menuitemradio', { name: 'Size' }).click()
    await panel.getByRole('button', { name: new RegExp(`^${says.pad.y}:`) }).click()
    await at.studio.page.getByRole('menuitemradio', { name: 'Warmth' }).click()
    await drawn(square, 9)
    await square.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await square.boundingBox())!
    const { mouse, keyboard } = at.studio.page
    await mouse.move(x + width / 2, y + height / 2)
    await mouse.down()
    await mouse.move(x + width * 0.75, y + height * 0.25, { steps: 6 })
    await draft().waitFor()
    await newest()
    await look('pad')
    await mouse.up()
    await panel.getByText(says.pad.at('Size', '0.96', 'Warmth', '+1')).waitFor()
    await square.focus()
    await keyboard.press('ArrowLeft')
    await keyboard.press('Shift+ArrowDown')
    await panel.getByText(says.pad.at('Size', '0.94', 'Warmth', '+0.5')).waitFor()
    await at.studio.page.getByRole('button', { name: says.live.away }).click()
    // Nothing of the puck is cut off in a corner.
    for (const [across, up] of [
      [0, 1],
      [1, 0],
    ] as const) {
      await mouse.click(x + width * across + (across ? -1 : 1), y + height * up + (up ? -1 : 1))
      await expect.poll(() => square.locator('.pad-puck').evaluate(cutBy)).toEqual([])
      await look(across ? 'pad-upper-right' : 'pad-lower-left')
    }
  })

  test('the meter says how far a knob goes', async () => {
    await unfold(says.meter.title)
    await panel.getByRole('button', { name: new RegExp(`^${says.meter.knob}:`) }).click()
    await at.studio.page.getByRole('menuitemradio', { name: 'Warmth' }).click()
    await panel.getByRole('button', { name: says.meter.measure }).click()
    await panel.getByRole('img', { name: says.meter.chart('Warmth') }).waitFor({ timeout: 60_000 })
    expect(await panel.locator('.meter-chart figcaption').textContent()).toMatch(/\.$/)
    await look('meter')
  })

  const long = 300_000
  test('knobs are found for the prompt: named, used, pinned, saved, and one taken out of another', {
    timeout: long,
  }, async () => {
    await unfold(says.found.title)
    await panel.getByRole('radio', { name: '32' }).click()
    await panel.getByRole('button', { name: says.found.find }).click()
    await panel.getByRole('progressbar', { name: says.found.progress }).waitFor()
    await panel.getByRole('button', { name: t.cancel }).click()
    await panel.getByRole('button', { name: says.found.find }).click()
    const first = row(says.found.called(1))
    await first.waitFor({ timeout: 120_000 })
    await first.getByRole('meter', { name: says.found.stable }).waitFor()
    await drawn(first, 5)
    await look('discovered')
    await first.getByRole('textbox', { name: says.found.name }).fill('Tilt')
    await row('Tilt')
      .getByRole('button', { name: says.found.use('Tilt') })
      .click()
    expect(await amount('Tilt').inputValue()).toBe('1')
    await row('Tilt').getByRole('button', { name: says.found.orthogonalise }).click()
    await row('Tilt')
      .getByRole('button', { name: says.found.called(2), exact: true })
      .click()
    await look('take-out')
    await row('Tilt').getByRole('button', { name: says.found.apart }).click()
    const made = says.found.without('Tilt', says.found.called(2))
    await row(made).getByRole('meter', { name: says.found.kept }).waitFor()
    await row('Tilt').getByRole('button', { name: says.found.save }).click()
    await at.me.notices.getByText(says.found.saved('Tilt')).waitFor()
    await at.me.write('a blue fish')
    await row('Tilt').waitFor()
    await row(made).waitFor({ state: 'detached' })
    await at.me.write(bird)
    await row(made).waitFor()
  })

  test('the shelf: kept, taken along, brought back; what does not fit is refused with its reason', async () => {
    await unfold(says.shelf.title)
    const { page } = at.studio
    await panel.getByRole('textbox', { name: says.shelf.rename('Tilt') }).waitFor()
    const files: { name: string; bytes: Buffer }[] = []
    if (host.name === 'served') {
      page.on('download', async download => {
        const path = await download.path()
        files.push({ name: download.suggestedFilename(), bytes: readFileSync(path) })
      })
      await panel.getByRole('button', { name: says.shelf.save('Tilt') }).click()
      await expect
        .poll(() => files.map(({ name }) => name).sort())
        .toEqual([expect.stringMatching(/\.knob\.json$/), expect.stringMatching(/\.safetensors$/)])
      await panel.getByRole('button', { name: says.shelf.remove('Tilt') }).click()
      await panel.getByText(says.shelf.empty).waitFor()
      const [knob, numbers] = files.sort((a, b) => a.name.localeCompare(b.name))
      const other = JSON.stringify({ ...JSON.parse(knob!.bytes.toString()), family: 'sdxl' })
      await at.me.dropFiles([{ name: knob!.name, bytes: Buffer.from(other) }, numbers!])
      await panel.getByRole('alert').getByText(says.shelf.refused).waitFor()
      await look('refused')
      await at.me.dropFiles(files)
      await panel.getByRole('textbox', { name: says.shelf.rename('Tilt') }).waitFor()
      expect(await panel.getByRole('alert').count()).toBe(0)
    } else {
      await at.me.dropFiles([{ name: 'broken.knob.json', bytes: Buffer.from('{"format": 1}') }])
      await panel.getByRole('alert').getByText(says.shelf.refused).waitFor()
    }
    await look('shelf')
  })
})
