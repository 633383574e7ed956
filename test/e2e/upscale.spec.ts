import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pictureOrigin } from '../../engine/png/picture-file.ts'
import { t } from '../../renderer/strings.ts'
import { actionRows } from '../../shared/actions.ts'
import { paintPlain } from '../main/studio/paint.ts'
import { atStudio } from './at-studio.ts'
import { electronHost, root } from './electron-host.ts'
import { lookAt } from './look.ts'
import { bird, pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const words = t.upscale
const graph = (name: string) => join(root, 'test/parity/graphs', name, 'model.onnx')

describe.each([servedHost(), electronHost])('upscaling, $name', host => {
  const at = atStudio(host, profile => {
    const upscalers = join(profile.data, 'models', 'upscalers')
    mkdirSync(upscalers, { recursive: true })
    copyFileSync(graph('upscaler-4'), join(upscalers, '4x-Lines.onnx'))
    const month = join(profile.library, '2026-11')
    mkdirSync(month, { recursive: true })
    copyFileSync(join(root, 'test/fixtures/red-bird.png'), join(month, 'bird.png'))
    for (const n of [90, 170]) paintPlain(join(month, `plain ${n}.png`), n, 96)
    return undefined
  })
  const look = async (name: string) => expect(await lookAt(at.studio.page, host.name, name)).toEqual([])
  const dialog = () => at.studio.page.getByRole('dialog', { name: words.title })
  const large = () =>
    pictureFiles(at.profile).filter(({ name }) => !/bird\.png|plain \d/.test(basename(name)))
  const tile = () => at.me.strip.getByRole('option', { name: new RegExp(bird) }).last()

  test('the models screen lists what makes pictures larger, and takes more', async () => {
    const { page } = at.studio
    await at.me.palette('Models')
    const list = page.getByRole('list', { name: words.list.title })
    const row = (name: string) => list.getByRole('listitem').filter({ hasText: name })
    await row('4x-Lines').getByText(words.by(4), { exact: true }).waitFor()
    await at.me.button(t.models.add.open).click()
    const add = page.getByRole('dialog', { name: t.models.add.title })
    const path = add.getByRole('textbox', { name: t.models.add.folder })
    const begin = add.getByRole('button', { name: t.models.add.begin.link, exact: true })
    await path.fill(join(root, 'test/fixtures/tiny-sd/unet/model.onnx'))
    await begin.click()
    await add.getByRole('alert').filter({ hasText: 'is no upscaler' }).waitFor()
    await path.fill(graph('upscaler-2'))
    await begin.click()
    await row('upscaler-2').getByText(words.by(2), { exact: true }).waitFor()
    await row('upscaler-2').getByText(words.list.origins.linked).waitFor()
    await row('upscaler-2').scrollIntoViewIfNeeded()
    await look('upscalers')
    await page.keyboard.press('Escape')
  })

  test('a picture on the stage becomes a larger one, shown over what it was made of', async () => {
    const { page } = at.studio
    await tile().click()
    await at.me.picture(bird).waitFor()
    await page.keyboard.press(actionRows['picture.upscale'].keys[0]!)
    await dialog().getByText(words.becomes('128 × 128', '512 × 512')).waitFor()
    await dialog()
      .getByRole('radio', { name: words.by(2) })
      .click()
    await dialog().getByText(words.becomes('128 × 128', '256 × 256')).waitFor()
    await look('upscale-dialog')
    await dialog()
      .getByRole('button', { name: words.begin(1), exact: true })
      .click()
    await at.me.stage.getByRole('slider', { name: t.compare.line }).waitFor()
    await at.me.stage.getByText('256 × 256', { exact: true }).waitFor()
    await look('upscale-compare')
    const [made] = large()
    const origin = pictureOrigin(made!.bytes, made!.name)
    expect(origin.kind === 'reroll' && origin.record).toMatchObject({
      settings: { prompt: bird },
      upscaled: { upscaler: '4x-Lines', factor: 2 },
    })
    const beside = JSON.parse(readFileSync(`${made!.path}.json`, 'utf8'))
    expect(beside.upscaled).toEqual(origin.kind === 'reroll' && origin.record.upscaled)
  })

  test('the two are enlarged and moved as one, and the line between them stays in sight', async () => {
    const { page } = at.studio
    const { mouse, keyboard } = page
    const room = at.me.stage.getByRole('region', { name: t.compare.title })
    const line = room.getByRole('slider', { name: t.compare.line })
    /** Where both lie: the same place. */
    const place = async () => {
      const [one, other] = await room
        .getByRole('img')
        .evaluateAll(images => images.map(image => image.getBoundingClientRect().toJSON() as DOMRect))
      expect(other).toEqual(one)
      return one!
    }
    const zoom = at.me.stage.getByRole('button', { name: new RegExp(`^${t.stage.zoom}:`) })
    const choose = async (id: 'zoom.pixels' | 'zoom.fit') => {
      await zoom.click()
      await page.getByRole('menuitem', { name: actionRows[id].label }).click()
    }
    await choose('zoom.pixels')
    await expect.poll(async () => (await place()).width).toBe(256 * 8)
    const frame = (await room.boundingBox())!
    const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 }
    const lineAt = async () => {
      const { x, width } = (await line.boundingBox())!
      return x + width / 2
    }
    const before = await place()
    expect(before.x + before.width / 2).toBeCloseTo(middle.x, 0)
    expect(before.y + before.height / 2).toBeCloseTo(middle.y, 0)
    expect(await lineAt()).toBeCloseTo(middle.x, 0)
    await look('compare-enlarged')

    // The wheel holds still what is under the pointer.
    const point = { x: middle.x + 90, y: middle.y - 60 }
    const share = ({ x, width }: DOMRect) => (point.x - x) / width
    await mouse.move(point.x, point.y)
    await mouse.wheel(0, -200)
    await expect.poll(async () => (await place()).width).toBeGreaterThan(256 * 10)
    expect(share(await place())).toBeCloseTo(share(before), 3)

    // A hand moves them, and the line by the line alone.
    const held = await place()
    await mouse.down()
    await mouse.move(point.x - 40, point.y + 25, { steps: 4 })
    await mouse.up()
    const moved = await place()
    expect(moved.x - held.x).toBeCloseTo(-40, 2)
    expect(moved.y - held.y).toBeCloseTo(25, 2)
    expect(await lineAt()).toBeCloseTo(middle.x, 0)
    await mouse.move(middle.x, middle.y)
    await mouse.down()
    await mouse.move(middle.x - 70, middle.y, { steps: 4 })
    await mouse.up()
    expect(await lineAt()).toBeCloseTo(middle.x - 70, 0)
    expect(await place()).toEqual(moved)
    await line.focus()
    await keyboard.press('End')
    expect(await line.getAttribute('aria-valuenow')).toBe('100')
    expect(await place()).toEqual(moved)

    // By keys.
    await room.focus()
    await keyboard.press('ArrowRight')
    await expect.poll(async () => (await place()).x).toBe(moved.x - 60)
    await keyboard.press('Control+1')
    await expect.poll(async () => (await place()).width).toBe(256)

    // Two fingers spread them to twice the size.
    const fingers = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: apart
          ? [-1, 1].map((side, id) => ({ x: middle.x + (side * apart) / 2, y: middle.y, id }))
          : [],
      })
    await touch('touchStart', 100)
    for (const apart of [140, 180, 200]) await touch('touchMove', apart)
    await touch('touchEnd')
    await expect.poll(async () => (await place()).width).toBeCloseTo(512, 3)
    await choose('zoom.fit')
    await line.press('Home')
    await line.press('Shift+ArrowRight')
    expect(await line.getAttribute('aria-valuenow')).toBe('10')
  })

  test('its information names the upscaler and leads back to the original', async () => {
    const { page } = at.studio
    await at.me.button(t.compare.done).click()
    // Enlarged beyond the frame, a picture lies around its middle.
    await page.keyboard.press('Control+3')
    const alone = at.me.picture(bird)
    await expect.poll(async () => (await alone.boundingBox())!.width).toBe(256 * 8)
    const [inner, outer] = [await alone.boundingBox(), await at.me.stage.locator('.viewer').boundingBox()]
    for (const [from, size] of [
      ['x', 'width'],
      ['y', 'height'],
    ] as const)
      expect(inner![from] + inner![size] / 2).toBeCloseTo(outer![from] + outer![size] / 2, 0)
    await page.keyboard.press('Control+0')
    await page.getByRole('button', { name: t.info.title }).first().click()
    const info = page.getByRole('complementary').filter({ hasText: t.info.file })
    await info.getByText(words.factOf(2, '4x-Lines')).waitFor()
    await info.getByText(words.from).waitFor()
    await info.getByRole('button', { name: words.compare }).click()
    await at.me.stage.getByRole('slider', { name: t.compare.line }).waitFor()
    await at.me.button(t.compare.done).click()
    await info.getByRole('button', { name: t.close }).click()
  })

  test('many at once, from the history, wait in the queue over a restart and are made then', async () => {
    await at.me.button(t.queue.title).click()
    await at.me.button(t.queue.pause).click()
    const page = () => at.studio.page
    await page().getByRole('radio', { name: t.pages.grid }).click()
    await page().keyboard.press('Control+a')
    await page().getByText(t.history.chosen(4)).waitFor()
    await page()
      .getByRole('toolbar', { name: t.history.selection })
      .getByRole('button', { name: actionRows['picture.upscale'].label })
      .click()
    await dialog()
      .getByRole('button', { name: words.begin(4) })
      .waitFor()
    await dialog()
      .getByRole('button', { name: words.begin(4) })
      .click()
    const job = words.job('4x-Lines')
    await page().getByText(job).first().waitFor()
    await at.again()
    // The queue is open as it was left.
    await page()
      .getByRole('button', { name: t.queue.show(job) })
      .click()
    await look('upscale-waiting')
    await at.me.button(t.queue.resume).first().click()
    await at.me.stage.getByText(t.stage.open).waitFor()
    // The bird once more is the picture that is there already.
    expect(large().length).toBe(4)
  })
})
