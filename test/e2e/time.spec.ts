import { statSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPicture } from '../../main/studio/library/read-picture.ts'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const { time: says, lineage, undoing } = t
const steps = 12
const blue = 'a blue bird on a branch'

describe.each([servedHost(), electronHost])('time, $name', host => {
  const at = atStudio(host)
  const strip = () => at.studio.page.getByRole('slider', { name: says.strip })
  const frame = () => at.studio.page.locator('.stage-frame')
  /** What the timeline shows on the stage, as text to compare. */
  const shown = () => frame().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const press = async (...keys: string[]) => {
    for (const key of keys) await at.studio.page.keyboard.press(key)
  }
  const away = () => at.studio.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const goTo = async (step: number) => {
    await strip().focus()
    await press('Home', ...Array.from({ length: step - 1 }, () => 'ArrowRight'))
    await at.studio.page.getByText(says.after(step, steps)).waitFor()
  }
  const look = async (name: string) =>
    expect(await lookAt(at.studio.page, host.name, `time-${name}`)).toEqual([])
  const settingsOfLast = async () => {
    const [newest] = pictureFiles(at.profile)
      .map(({ path }) => ({ path, time: statSync(path).mtimeMs }))
      .sort((a, b) => b.time - a.time)
    return (await readPicture(newest!.path)).record!.settings
  }

  beforeAll(async () => {
    await at.me.write(bird)
    await at.me.set(at.me.steps, steps)
    await at.me.set(at.me.seed, 7)
    await at.me.roll(1)
    await at.me.picture(bird).waitFor()
    await at.studio.page.emulateMedia({ reducedMotion: 'reduce' })
  })

  test('a finished picture shows its way: frames, and where layout and texture were decided', async () => {
    await away()
    await press('w')
    await strip().waitFor()
    await at.studio.page.getByText(says.layoutDone).waitFor()
    await expect.poll(() => strip().getAttribute('aria-valuemax')).toBe(String(steps))
    expect(await frame().count()).toBe(0)
    await goTo(8)
    await look('curve')
  })

  test('scrubbed by keys and by hand, each step is another picture', async () => {
    await goTo(1)
    const first = await shown()
    await press('ArrowRight', 'ArrowRight')
    await at.studio.page.getByText(says.after(3, steps)).waitFor()
    // The second step may be on the screen for a moment more.
    let third = ''
    await expect
      .poll(async () => {
        const before = third
        third = await shown()
        return third === before
      })
      .toBe(true)
    expect(third).not.toBe(first)
    await press('Home')
    await expect.poll(shown).toBe(first)
    await press('End')
    await frame().waitFor({ state: 'detached' })
    const { x, y, width, height } = (await strip().boundingBox())!
    const { mouse } = at.studio.page
    await mouse.move(x + width - 5, y + height / 2)
    await mouse.down()
    await mouse.move(x + (2.5 / steps) * width, y + height / 2, { steps: 9 })
    await mouse.up()
    await at.studio.page.getByText(says.after(3, steps)).waitFor()
    await expect.poll(shown).toBe(third)
  })

  test('plays forward to the picture, and backwards to the noise', async () => {
    await at.me.button(says.play).click()
    await frame().waitFor({ state: 'detached' })
    await at.me.button(says.backwards).click()
    await at.studio.page.getByText(says.after(1, steps)).waitFor()
    await strip().focus()
    await press('Space')
    await expect.poll(async () => Number(await strip().getAttribute('aria-valuenow'))).toBeGreaterThan(1)
    await press('Home')
  })

  test('the noisy picture, and any picture dissolving into noise with the sentence that says why', async () => {
    const predicted = await goTo(6).then(shown)
    await at.studio.page.getByRole('radio', { name: says.looks.xt }).click()
    await at.studio.page.getByText(says.before(6, steps)).waitFor()
    await expect.poll(shown).not.toBe(predicted)
    await expect.poll(() => strip().getAttribute('aria-valuemax')).toBe(String(steps))
    await look('noisy')
    await at.studio.page.getByRole('radio', { name: says.looks.dissolve }).click()
    await at.studio.page.getByText(says.lookHelp.dissolve).waitFor()
    await strip().focus()
    await press('End')
    await frame().waitFor()
    await look('dissolve')
    await at.studio.page.getByRole('radio', { name: says.looks.x0 }).click()
  })

  test('a branch: the chip says of what, what is changed holds from there on', async () => {
    const parent = await at.me.pictureId(bird)
    await goTo(5)
    await at.me.button(says.branchFrom(5)).click()
    await at.studio.page.getByText(says.chip.branch(5)).waitFor()
    await at.me.write(blue)
    await look('branch')
    await at.me.roll(1)
    await at.me.picture(blue).waitFor()
    const { past, ...own } = await settingsOfLast()
    expect(past).toEqual([{ until: 5, prompt: bird }])
    expect(own).toMatchObject({ prompt: blue, parent, seed: 7 })
  })

  test('other steps than the parent’s are no branch: said, and put back', async () => {
    await at.me.set(at.me.steps, 9)
    await at.studio.page.getByText(says.chip.broken(says.chip.keeps.steps)).waitFor()
    await look('branch-broken')
    await at.me.button(says.chip.mend).click()
    expect(await at.me.steps.inputValue()).toBe(String(steps))
    await at.me.button(says.chip.leave).click()
    await at.studio.page.getByText(says.chip.branch(5)).waitFor({ state: 'detached' })
  })

  test('undo brings the branch back, and takes back one gesture after the other', async () => {
    const { page } = at.studio
    const chip = page.getByText(says.chip.branch(5))
    await away()
    await press('Control+z')
    await chip.waitFor()
    await at.me.notices.getByText(undoing.undone(undoing.origin)).waitFor()
    await press('Control+Shift+z')
    await chip.waitFor({ state: 'detached' })
    await press('Control+z')
    await at.me.prompt.focus()
    await press('End')
    await page.keyboard.type(' at night')
    // A field takes back its own typing first.
    await press('Control+z')
    expect(await at.me.prompt.inputValue()).not.toMatch(/at night$/)
    await away()
    await at.me.palette(undoing.undo(undoing.prompt))
    await press('Control+z')
    await expect.poll(() => at.me.prompt.inputValue()).toBe(blue)
  })

  test('again from a step with fresh noise: another child of the same way', async () => {
    const before = pictureFiles(at.profile).length
    await at.me.strip.getByRole('option').last().click()
    await at.me.picture(bird).waitFor()
    await goTo(4)
    await at.me.button(says.renoise).click()
    await expect.poll(() => pictureFiles(at.profile).length).toBe(before + 1)
    await expect.poll(async () => (await settingsOfLast()).past).toEqual([{ until: 4, seed: 7 }])
  })

  test('the family: who came from whom, by what; two of them replayed and compared', async () => {
    const { page } = at.studio
    const options = at.me.strip.getByRole('option')
    await expect.poll(() => options.count()).toBe(3)
    await options.last().click()
    await at.me.picture(bird).waitFor()
    await away()
    await press('i')
    await at.me.button(lineage.open).click()
    await press('i')
    const tree = page.getByRole('group', { name: lineage.tree })
    const nodes = tree.getByRole('button')
    await expect.poll(() => nodes.count()).toBe(3)
    await tree.getByText('red → blue').waitFor()
    await tree.getByText(lineage.changes.branch(5)).waitFor()
    await nodes.filter({ hasText: '' }).first().focus()
    await look('family')
    await page
      .getByRole('button', { name: /^a red bird/ })
      .first()
      .click()
    await page.getByRole('button', { name: /^a blue bird/ }).click({ modifiers: ['Control'] })
    await at.me.button(lineage.replay).click()
    const dialog = page.getByRole('dialog', { name: lineage.replayTitle })
    await dialog.locator('canvas').waitFor()
    await expect.poll(() => dialog.getByText(/^red → blue$/).count()).toBe(1)
    await look('replay')
    await press('Escape')
    await at.me.button(lineage.compare).click()
    await page.getByRole('slider', { name: t.compare.line }).waitFor()
    await press('Escape')
  })

  test('what was not kept is said, and drawn again when asked for', async () => {
    const { page } = at.studio
    await at.me.button('Settings…').click()
    await page.getByRole('tab', { name: t.settings.pages.memory }).click()
    await page.getByText(/^3 pictures, /).waitFor()
    await look('memory')
    await at.me.button(says.kept.forget).click()
    await at.me.button(says.kept.forgetSure).click()
    await page.getByText(/^0 pictures, /).waitFor()
    await press('Escape')
    await page.reload()
    await strip().or(page.getByText(says.notKept)).waitFor()
    await at.me.button(says.draw).waitFor()
    await look('not-kept')
    await at.me.button(says.draw).click()
    await page.getByText(says.layoutDone).waitFor()
  })
})
