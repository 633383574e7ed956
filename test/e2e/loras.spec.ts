import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { pictureOrigin } from '../../engine/png/picture-file.ts'
import { t } from '../../renderer/strings.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person, pictureFiles } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const says = t.loras
const fixtures = resolve(import.meta.dirname, '../fixtures')

describe.each([servedHost(), electronHost])('LoRAs, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  let panel: Locator
  const choice = (name: string) => panel.getByRole('button', { name: new RegExp(`^${name} `) })

  beforeAll(async () => {
    profile = newProfile()
    const models = join(profile.folder, 'models')
    cpSync(join(fixtures, 'tiny-sd'), join(models, 'tiny'), { recursive: true })
    cpSync(join(fixtures, 'loras/models/traced'), join(models, 'tiny'), { recursive: true })
    const loras = join(profile.data, 'loras', 'birds')
    mkdirSync(loras, { recursive: true })
    for (const name of ['linear', 'full', 'dora', 'lokr', 'wide'])
      copyFileSync(join(fixtures, `loras/files/${name}.safetensors`), join(loras, `${name}.safetensors`))
    studio = await host.open(profile, { REROLL_MODELS: models })
    me = person(studio.page)
    await me.prompt.waitFor()
    panel = studio.page.getByRole('complementary', { name: t.prompt.panel })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${task.name}`)
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('a model that takes none shows none', async () => {
    await panel.getByRole('button', { name: /^Model: Picture/ }).waitFor()
    expect(await panel.getByRole('button', { name: says.add }).count()).toBe(0)
  })

  test('they are found by their words, one for another base is greyed with the reason', async () => {
    await panel.getByRole('button', { name: /^Model: / }).click()
    await studio.page.getByRole('menuitemradio', { name: /^tiny/ }).click()
    await panel.getByRole('button', { name: says.add }).click()
    const wide = choice('wide')
    expect(await wide.isDisabled()).toBe(true)
    await panel.getByText(/made for SDXL/).waitFor()
    await panel.getByRole('textbox', { name: says.search }).fill('red bird')
    expect(await panel.locator('.lora-choice').count()).toBe(1)
    await choice('linear').click()
    await panel.getByRole('textbox', { name: says.search }).fill('')
    await choice('full').click()
    expect(await lookAt(studio.page, host.name, 'loras-choosing')).toEqual([])
  })

  test('a word that it was taught with goes into the prompt', async () => {
    await me.write('a fox')
    await panel.getByRole('button', { name: 'a red bird', exact: true }).click()
    expect(await me.prompt.inputValue()).toBe('a fox, a red bird')
  })

  test('what is rolled is drawn with them and says so', async () => {
    await panel.getByRole('button', { name: says.closeList }).click()
    await me.set(panel.getByRole('spinbutton', { name: says.amount('linear') }), '0.7')
    await panel.getByRole('group', { name: 'linear' }).getByRole('checkbox').check()
    await me.set(panel.getByRole('spinbutton', { name: says.clipOf('linear') }), '-0.5')
    await panel.getByRole('switch', { name: says.on('full') }).click()
    await me.set(me.steps, 3)
    await me.roll(1)
    await me.picture('a fox, a red bird').waitFor({ timeout: 120_000 })
    await studio.page.getByRole('button', { name: t.info.title }).first().click()
    await studio.page.getByText(says.two(0.7, -0.5)).waitFor()
    expect(await lookAt(studio.page, host.name, 'loras-drawn')).toEqual([])
    const [file] = pictureFiles(profile)
    const origin = pictureOrigin(file!.bytes, 'picture')
    expect(origin.kind === 'reroll' && origin.record.settings.loras).toMatchObject([
      { name: 'linear', strength: 0.7, clipStrength: -0.5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
  })
})
