import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { paint } from '../main/studio/paint.ts'
import { type ElectronOpened, electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person, pictureFiles } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')
const words = t.folders

describe.each([servedHost(), electronHost])('watched folders and verifying, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  let comfy: string
  const look = async (name: string) => expect(await lookAt(studio.page, host.name, name)).toEqual([])
  const grid = () => studio.page.getByRole('listbox', { name: /^History/ })
  const tiles = () => grid().getByRole('option')
  const search = () => studio.page.getByRole('textbox', { name: t.history.search })
  const dialog = (name: string) => studio.page.getByRole('dialog', { name })
  const settings = async () => {
    await me.button('Settings…').click()
    await studio.page.getByRole('tab', { name: t.settings.pages.library }).click()
  }
  /** What a person would choose in the windows of the system, which no test can reach. */
  const answerDialogs = (answers: { open: string; save: string }) =>
    (studio as ElectronOpened).app.evaluate(({ dialog }, { open, save }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [open] })
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: save })
    }, answers)
  const snapshot = () =>
    readdirSync(comfy, { recursive: true, encoding: 'utf8' })
      .sort()
      .map(name => {
        const { size, mtimeMs, ctimeMs } = statSync(join(comfy, name))
        return [name, size, mtimeMs, ctimeMs]
      })

  beforeAll(async () => {
    profile = newProfile()
    comfy = join(profile.folder, 'ComfyUI output')
    mkdirSync(comfy)
    copyFileSync(join(fixtures, 'red-bird.png'), join(comfy, 'bird.png'))
    copyFileSync(join(fixtures, 'foreign', 'comfyui.png'), join(comfy, 'comfy.png'))
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
    await me.set(me.steps, 2)
    await me.write('a green fox')
    await me.roll(1)
    await me.picture('a green fox').waitFor()
    await studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await tiles().first().waitFor()
  })
  afterEach(async context => {
    if (context.task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${context.task.name}`)
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('a folder is watched from the settings, and one that cannot be is refused with its reason', async () => {
    const { page } = studio
    await settings()
    const path = page.getByRole('textbox', { name: words.path })
    const watch = async (folder: string) => {
      if (host.name === 'served') {
        await path.fill(folder)
        await page.getByRole('button', { name: words.add, exact: true }).click()
        return
      }
      await answerDialogs({ open: folder, save: '' })
      await me.button(words.choose).click()
    }
    await watch(profile.library)
    await page
      .getByRole('alert')
      .getByText(/is the library itself/)
      .waitFor()
    await look('external-refused')
    await watch(comfy)
    await page.getByRole('list', { name: words.title }).getByText(words.pictures(2)).waitFor()
    await look('external-settings')
    await page.keyboard.press('Escape')
    await expect.poll(() => tiles().count()).toBe(3)
    await search().fill('is:external')
    await expect.poll(() => tiles().count()).toBe(2)
    await search().fill('in:library')
    await expect.poll(() => tiles().count()).toBe(1)
    await search().fill('in:comfy')
    await expect.poll(() => tiles().count()).toBe(2)
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  test('its pictures are rated and asked about, nothing is written there, and what comes later shows', async () => {
    const { page } = studio
    const before = snapshot()
    await page.getByRole('option', { name: /a red bird.*ComfyUI output/ }).click()
    await page.keyboard.press('4')
    await page.getByRole('option', { name: /a red bird.*4 stars/ }).waitFor()
    await page.keyboard.press('i')
    await page.getByText(words.liesIn('ComfyUI output')).waitFor()
    await look('external-info')
    await me.button(t.recall.prompt).click()
    await expect.poll(() => me.prompt.inputValue()).toMatch(/a red bird/)
    await page.keyboard.press('i')
    expect(snapshot()).toEqual(before)
    paint(join(comfy, 'later', 'new.png'), 200, 'an owl', 64)
    await expect.poll(() => tiles().count(), { timeout: 30_000 }).toBe(4)
  })

  test('a folder that is not there shows as missing, and its pictures are not lost', async () => {
    const { page } = studio
    renameSync(comfy, `${comfy} away`)
    await search().fill('is:missing')
    await expect.poll(() => tiles().count(), { timeout: 30_000 }).toBe(3)
    await page.getByRole('option', { name: /a red bird.*4 stars/ }).waitFor()
    await look('external-missing')
    await settings()
    await page.getByText(/is not there: connect its disk/).waitFor()
    await look('external-missing-settings')
    await page.keyboard.press('Escape')
    renameSync(`${comfy} away`, comfy)
    await expect.poll(() => tiles().count(), { timeout: 30_000 }).toBe(0)
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(4)
  })

  test('deleting is refused in a clear sentence, and one click imports with all that was said', async () => {
    const { page } = studio
    const before = snapshot()
    await page.getByRole('option', { name: /a red bird.*ComfyUI output/ }).click()
    await page.keyboard.press('Delete')
    await me.notices.getByText(words.refused(1, 1)).waitFor()
    await look('external-delete')
    await me.notices.getByRole('button', { name: words.importFirst(1) }).click()
    await me.notices.getByText(words.imported(1, 0)).waitFor()
    await search().fill('in:library stars:4')
    await expect.poll(() => tiles().count()).toBe(1)
    expect(snapshot()).toEqual(before)
    await tiles().first().click()
    await page.keyboard.press('Delete')
    await expect.poll(() => tiles().count()).toBe(0)
    await search().fill('')
    await expect.poll(() => tiles().count()).toBe(3)
  })

  test('the library is verified, damage is named with what to do, and the result is saved', async () => {
    const { page } = studio
    const [first] = pictureFiles(profile)
    expect(first).toBeDefined()
    await me.palette('Verify the library…')
    const box = dialog(t.verify.title)
    await look('verify')
    await box.getByRole('button', { name: t.verify.begin, exact: true }).click()
    await box.getByText(new RegExp(t.verify.sound)).waitFor({ timeout: 120_000 })
    await box.getByText(t.verify.same).first().waitFor()
    await look('verify-sound')
    let saved = join(profile.folder, 'verified.json')
    if (host.name === 'served') {
      const download = page.waitForEvent('download')
      await box.getByRole('button', { name: t.verify.save }).click()
      saved = await (await download).path()
    } else {
      await answerDialogs({ open: '', save: saved })
      await box.getByRole('button', { name: t.verify.save }).click()
      await me.notices.getByText(t.savedAs(saved)).waitFor()
    }
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({ damaged: [], cancelled: false })
    await page.keyboard.press('Escape')
    writeFileSync(join(profile.library, 'half.png'), first!.bytes.subarray(0, first!.bytes.length - 20))
    await settings()
    await me.button(t.verify.open).click()
    await box.getByRole('spinbutton', { name: t.verify.sample }).fill('0')
    await box.getByRole('button', { name: t.verify.begin, exact: true }).click()
    await box.getByText(/half\.png is cut short/).waitFor({ timeout: 120_000 })
    await box.getByText(/Put a whole copy of it in its place/).waitFor()
    await look('verify-damage')
    await page.keyboard.press('Escape')
  })
})
