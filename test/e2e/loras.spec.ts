import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { pictureOrigin } from '../../engine/png/picture-file.ts'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { type ElectronOpened, electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const says = t.loras
const fixtures = resolve(import.meta.dirname, '../fixtures')

describe.each([servedHost(), electronHost])('LoRAs, $name', host => {
  let panel: Locator
  const choice = (name: string) => panel.getByRole('button', { name: new RegExp(`^${name} `) })

  const at = atStudio(host, profile => {
    const models = join(profile.folder, 'models')
    cpSync(join(fixtures, 'tiny-sd'), join(models, 'tiny'), { recursive: true })
    cpSync(join(fixtures, 'loras/models/traced'), join(models, 'tiny'), { recursive: true })
    const loras = join(profile.data, 'loras', 'birds')
    mkdirSync(loras, { recursive: true })
    for (const name of ['linear', 'full', 'dora', 'lokr', 'wide'])
      copyFileSync(join(fixtures, `loras/files/${name}.safetensors`), join(loras, `${name}.safetensors`))
    return { REROLL_MODELS: models }
  })
  beforeAll(() => {
    panel = at.studio.page.getByRole('complementary', { name: t.prompt.panel })
  })

  test('a model that takes none shows none', async () => {
    await panel.getByRole('button', { name: /^Model: Picture/ }).waitFor()
    expect(await panel.getByRole('button', { name: says.add }).count()).toBe(0)
  })

  test('they are found by their words, one for another base is greyed with the reason', async () => {
    await panel.getByRole('button', { name: /^Model: / }).click()
    await at.studio.page.getByRole('menuitemradio', { name: /^tiny/ }).click()
    await panel.getByRole('button', { name: says.add }).click()
    const wide = choice('wide')
    expect(await wide.isDisabled()).toBe(true)
    await panel.getByText(/made for SDXL/).waitFor()
    await panel.getByRole('textbox', { name: says.search }).fill('red bird')
    expect(await panel.locator('.lora-choice').count()).toBe(1)
    await choice('linear').click()
    await panel.getByRole('textbox', { name: says.search }).fill('')
    await choice('full').click()
    expect(await lookAt(at.studio.page, host.name, 'loras-choosing')).toEqual([])
  })

  test('a word that it was taught with goes into the prompt', async () => {
    await at.me.write('a fox')
    await panel.getByRole('button', { name: 'a red bird', exact: true }).click()
    expect(await at.me.prompt.inputValue()).toBe('a fox, a red bird')
  })

  test('what is rolled is drawn with them and says so', async () => {
    await panel.getByRole('button', { name: says.closeList }).click()
    await at.me.set(panel.getByRole('spinbutton', { name: says.amount('linear') }), '0.7')
    await panel.getByRole('group', { name: 'linear' }).getByRole('checkbox').check()
    await at.me.set(panel.getByRole('spinbutton', { name: says.clipOf('linear') }), '-0.5')
    await panel.getByRole('switch', { name: says.on('full') }).click()
    await at.me.set(at.me.steps, 3)
    await at.me.roll(1)
    await at.me.picture('a fox, a red bird').waitFor({ timeout: 120_000 })
    await at.studio.page.getByRole('button', { name: t.info.title }).first().click()
    await at.studio.page.getByText(says.two(0.7, -0.5)).waitFor()
    expect(await lookAt(at.studio.page, host.name, 'loras-drawn')).toEqual([])
    const [file] = pictureFiles(at.profile)
    const origin = pictureOrigin(file!.bytes, 'picture')
    expect(origin.kind === 'reroll' && origin.record.settings.loras).toMatchObject([
      { name: 'linear', strength: 0.7, clipStrength: -0.5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
  })

  test('a folder of one’s own is added in the settings, one that is none is refused, and it is taken away again', async () => {
    const own = join(at.profile.folder, 'webui', 'Lora')
    mkdirSync(own, { recursive: true })
    copyFileSync(join(fixtures, 'loras/files/ia3.safetensors'), join(own, 'oil-paint.safetensors'))
    await at.me.button('Settings…').click()
    await at.studio.page.getByRole('tab', { name: t.settings.pages.drawing }).click()
    const folders = at.studio.page.getByRole('list', { name: says.folders.title })
    await folders.getByText(says.folders.count(5)).waitFor()
    const add = async (folder: string) => {
      if (host.name === 'served') {
        await at.studio.page.getByRole('textbox', { name: says.folders.path }).fill(folder)
        await at.studio.page.getByRole('button', { name: says.folders.add, exact: true }).click()
        return
      }
      // What a person would choose in a window of the system, which no test can reach.
      await (at.studio as ElectronOpened).app.evaluate(({ dialog }, open) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [open] })
      }, folder)
      await at.me.button(says.folders.choose).click()
    }
    await add(join(at.profile.folder, 'nowhere'))
    await at.studio.page
      .getByRole('alert')
      .getByText(/there is no such folder/)
      .waitFor()
    await add(own)
    await folders.getByText(own).waitFor()
    await folders.getByText(says.folders.count(1), { exact: true }).waitFor()
    await folders.scrollIntoViewIfNeeded()
    expect(await lookAt(at.studio.page, host.name, 'loras-folders')).toEqual([])
    await at.studio.page.keyboard.press('Escape')
  })

  test('names are offered behind <lora: in the prompt', async () => {
    await at.me.prompt.fill('a fox <lora:paint')
    const offers = at.studio.page.getByRole('listbox', { name: t.prompt.offers })
    await offers.getByRole('option', { name: /oil-paint/ }).waitFor()
    expect(await lookAt(at.studio.page, host.name, 'loras-offered')).toEqual([])
    await at.me.prompt.press('Enter')
    expect(await at.me.prompt.inputValue()).toBe('a fox <lora:oil-paint:1>')
  })

  test('of a picture of another program those that are here are laid on, those that are not are told', async () => {
    const foreign = readFileSync(join(fixtures, 'foreign', 'a1111.png'))
    await at.me.drop('a1111.png', foreign)
    await at.me.notices.getByText(t.drop.done('a1111.png')).waitFor()
    const row = panel.getByRole('group', { name: 'oil-paint' })
    await row.waitFor()
    expect(await panel.getByRole('spinbutton', { name: says.amount('oil-paint') }).inputValue()).toBe('0.6')
    await at.me.button('Settings…').click()
    await at.studio.page.getByRole('tab', { name: t.settings.pages.drawing }).click()
    await at.studio.page
      .getByRole('button', { name: says.folders.remove(join(at.profile.folder, 'webui', 'Lora')) })
      .click()
    await at.me.notices.getByText(says.folders.removed).waitFor()
    await at.studio.page.keyboard.press('Escape')
    await at.me.drop('again.png', foreign)
    await at.me.notices
      .getByText(/LoRA oil-paint: 0\.6 is not here and was left out; put its file into one of the folders/)
      .waitFor()
    expect(await row.count()).toBe(0)
    expect(await lookAt(at.studio.page, host.name, 'loras-missing')).toEqual([])
  })
})
