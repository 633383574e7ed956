import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { filesOf, type HubDouble, hubDouble } from '../hub/hub-double.ts'
import { electronHost, root } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { lookAt } from './look.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const words = t.models
const fixture = (name: string) => join(root, 'test/fixtures', name)
const within = (folder: string, files: Record<string, Buffer>) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]))

describe.each([servedHost(), electronHost])('models, $name', host => {
  let profile: Profile
  let studio: Opened
  let hub: HubDouble
  let me: Person
  const look = async (name: string) => expect(await lookAt(studio.page, host.name, name)).toEqual([])
  const screen = () => studio.page.getByRole('region', { name: words.title, exact: true })
  const cards = () =>
    screen().getByRole('list', { name: words.title, exact: true }).locator('> li.model-card')
  const card = (name: string) =>
    cards().filter({ has: studio.page.getByRole('heading', { name, exact: true }) })
  const panel = () => studio.page.getByRole('complementary', { name: words.hub.title })
  const downloads = () => screen().getByRole('region', { name: words.downloads.title })
  const search = async (text: string) => {
    const field = panel().getByRole('textbox', { name: words.hub.search })
    await field.fill(text)
    await field.press('Enter')
  }

  beforeAll(async () => {
    profile = newProfile()
    const tiny = filesOf(fixture('tiny-sd'))
    // Other bytes than those of the folders below: what is here is not fetched.
    const other = { ...filesOf(fixture('tiny-xl')) }
    hub = await hubDouble({
      'artist/tiny-xl-onnx': {
        files: { ...other, ...within('fp16', filesOf(fixture('tiny-sd-fp16'))) },
        licence: 'creativeml-openrail-m',
        tags: ['stable-diffusion-xl', 'text-to-image'],
      },
      'studio/gated-sd': { files: tiny, licence: 'other', gated: true, tags: ['text-to-image'] },
      'somebody/sd-checkpoint': { files: { 'model.safetensors': Buffer.alloc(5000) }, licence: 'mit' },
    })
    const comfy = join(profile.folder, 'ComfyUI/models/onnx')
    mkdirSync(comfy, { recursive: true })
    cpSync(fixture('tiny-v'), join(comfy, 'tiny-v'), { recursive: true })
    studio = await host.open(profile, {
      HF_ENDPOINT: hub.url,
      HF_TOKEN: '',
      HF_HOME: join(profile.folder, 'hf'),
    })
    me = person(studio.page)
    await me.prompt.waitFor()
  })
  afterEach(async context => {
    if (context.task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${context.task.name}`)
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    await hub?.close()
    profile?.remove()
  })

  test('by the palette, the model picker and back: what is here, and the ways to more', async () => {
    const { page } = studio
    await me.palette('Models')
    await card('Picture-book').waitFor()
    await screen().getByRole('heading', { name: words.alone.title }).waitFor()
    await screen().getByText(words.places.offer('ComfyUI', 1)).waitFor()
    await look('models-first')
    await page.keyboard.press('Escape')
    await me.button('Models').click()
    await card('Picture-book').waitFor()
    await page.getByRole('button', { name: words.convert.title }).click()
    await page.getByText('optimum-cli export onnx').first().waitFor()
    await page.getByText('optimum-cli export onnx').first().scrollIntoViewIfNeeded()
    await look('models-convert')
    await page.getByRole('button', { name: words.convert.title }).click()
  })

  test('a folder where it lies, checked, and one of another program', async () => {
    const { page } = studio
    const mine = join(profile.folder, 'my models', 'tiny-sd')
    mkdirSync(join(profile.folder, 'my models'))
    cpSync(fixture('tiny-sd'), mine, { recursive: true })
    await screen().getByRole('button', { name: words.add.open }).click()
    const dialog = page.getByRole('dialog', { name: words.add.title })
    await dialog
      .getByRole('textbox', { name: words.add.folder })
      .fill(join(profile.folder, 'my models', 'nothing'))
    await dialog.getByRole('button', { name: words.add.begin.link, exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    await look('models-add')
    await dialog.getByRole('textbox', { name: words.add.folder }).fill(mine)
    await dialog.getByRole('button', { name: words.add.begin.link, exact: true }).click()
    await card('tiny-sd').getByText(words.origins.linked).waitFor()

    await card('tiny-sd')
      .getByRole('button', { name: new RegExp(words.verify) })
      .click()
    await card('tiny-sd')
      .getByText(words.verified.added(readFiles(mine)))
      .waitFor()
    writeFileSync(join(mine, 'unet', 'config.json'), '{}')
    await card('tiny-sd')
      .getByRole('button', { name: new RegExp(words.verify) })
      .click()
    await card('tiny-sd')
      .getByText(words.differs(['unet/config.json']))
      .waitFor()
    cpSync(join(fixture('tiny-sd'), 'unet/config.json'), join(mine, 'unet/config.json'))

    await card('tiny-sd')
      .getByRole('button', { name: new RegExp(words.tryOut.replace('?', '.')) })
      .click()
    await card('tiny-sd').getByText(words.canRun).waitFor()

    await screen().getByRole('button', { name: words.places.lookThrough }).click()
    await card('tiny-v').getByText(words.origins.watched).waitFor()
    // One that comes later is seen by itself.
    cpSync(fixture('tiny-lcm'), join(profile.folder, 'ComfyUI/models/onnx/tiny-lcm'), { recursive: true })
    await card('tiny-lcm').waitFor()
    await look('models-cards')
    expect(hub.seen).toEqual([])
  })

  test('the hub is asked when somebody searches, and says what a model is before it comes', async () => {
    const { page } = studio
    await screen().getByRole('button', { name: words.hub.open }).click()
    await panel().getByText(words.hub.hint).waitFor()
    expect(hub.seen).toEqual([])
    await search('s')
    await panel()
      .getByRole('button', { name: /^tiny-xl-onnx/ })
      .waitFor()
    await look('models-hub-found')
    await panel()
      .getByRole('button', { name: /^sd-checkpoint/ })
      .click()
    await panel()
      .getByText(/holds PyTorch weights/)
      .waitFor()
    await panel().getByRole('button', { name: words.hub.back }).click()
    await panel()
      .getByRole('button', { name: /^tiny-xl-onnx/ })
      .click()
    await panel().getByText('creativeml-openrail-m').waitFor()
    await panel().getByRole('radio', { name: /fp16/ }).waitFor()
    await look('models-hub-repository')
    await page.setViewportSize({ width: 760, height: 520 })
    await look('models-hub-narrow')
    await panel().getByRole('button', { name: words.hub.close }).click()
    await look('models-narrow')
    await screen().getByRole('button', { name: words.hub.open }).click()
    await page.setViewportSize({ width: 1360, height: 880 })
    expect(hub.seen.every(({ path }) => path.startsWith('/api/'))).toBe(true)
    expect(await studio.outside()).toEqual([])
  })

  test('a download: how far it is, paused, gone on with, and drawn with', async () => {
    const { page } = studio
    const name = 'tiny-xl-onnx'
    // So slow that there is something to see, and to press.
    hub.fault = ({ at, path }) =>
      at === 'store' || path.includes('/resolve/') ? { kind: 'drip', everyMs: 5 } : undefined
    await panel().getByRole('radio', { name: words.hub.asPublished }).check()
    await panel()
      .getByRole('button', { name: /^Download / })
      .click()
    await downloads().getByText(/ of /).waitFor()
    await look('models-downloading')
    await downloads()
      .getByRole('button', { name: words.downloads.pause(name) })
      .click()
    await downloads().getByText(words.downloads.states.paused).waitFor()
    expect(existsSync(join(profile.data, 'models', name))).toBe(false)
    await look('models-paused')
    hub.fault = null
    await downloads()
      .getByRole('button', { name: words.downloads.resume(name) })
      .click()
    await downloads().getByText(words.downloads.states.done).waitFor()
    await card(name).getByText('creativeml-openrail-m').waitFor()
    expect(readFileSync(join(profile.data, 'models', name, 'unet/model.onnx'))).toEqual(
      readFileSync(join(fixture('tiny-xl'), 'unet/model.onnx')),
    )
    await downloads()
      .getByRole('button', { name: words.downloads.clear(name) })
      .click()
    await panel().getByRole('button', { name: words.hub.close }).click()

    await card(name).getByRole('button', { name: words.use }).click()
    await me.write('a red bird')
    await me.set(me.steps, 2)
    await me.roll(1)
    await me.picture('a red bird').waitFor()
    await me.palette('Models')
    await card(name).getByText(words.used).waitFor()
    await card(name).getByRole('button', { name: 'a red bird' }).waitFor()
    await page
      .getByRole('region', { name: t.notices })
      .getByRole('button')
      .first()
      .waitFor({ timeout: 500 })
      .catch(() => {})
    await look('models-drawn-with')
  })

  test('a gated one says what to do; with a token it comes', async () => {
    await screen().getByRole('button', { name: words.hub.open }).click()
    await search('studio/gated-sd')
    await panel().getByText(words.hub.gatedAccess).waitFor()
    await panel()
      .getByRole('button', { name: /^Download / })
      .click()
    await downloads()
      .getByText(/wants its licence accepted first/)
      .waitFor()
    await panel().getByRole('button', { name: words.hub.account }).click()
    await look('models-gated')
    await panel().getByLabel(words.hub.tokenField).fill(hub.token)
    await panel().getByRole('button', { name: words.hub.keepToken, exact: true }).click()
    await panel()
      .getByText(new RegExp(`${words.hub.tokens.session}|${words.hub.tokens.kept}`))
      .waitFor()
    await downloads()
      .getByRole('button', { name: words.downloads.resume('gated-sd') })
      .click()
    await card('gated-sd').waitFor()
    expect(readAll(profile.folder).filter(({ bytes }) => bytes.includes(hub.token))).toEqual([])
    expect(hub.seen.filter(({ at, authorization }) => at === 'store' && authorization)).toEqual([])
  })

  test('away: asked first; what is in place keeps its files, what was downloaded comes back with Undo', async () => {
    await card('tiny-sd')
      .getByRole('button', { name: new RegExp(words.forget) })
      .click()
    await card('tiny-sd').getByRole('alertdialog').getByRole('button', { name: words.forget }).click()
    await expect.poll(() => card('tiny-sd').count()).toBe(0)
    expect(existsSync(join(profile.folder, 'my models', 'tiny-sd', 'unet/model.onnx'))).toBe(true)
    await card('gated-sd')
      .getByRole('button', { name: new RegExp(words.remove) })
      .click()
    await look('models-remove')
    await card('gated-sd').getByRole('alertdialog').getByRole('button', { name: words.remove }).click()
    await expect.poll(() => card('gated-sd').count()).toBe(0)
    await me.notices.getByRole('button', { name: t.undo }).last().click()
    await card('gated-sd').waitFor()
  })
})

type Kept = { path: string; bytes: Buffer }
const readAll = (folder: string): Kept[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => existsSync(path) && statSync(path).isFile() && statSync(path).size < 8 << 20)
    .map(path => ({ path, bytes: readFileSync(path) }))
const readFiles = (folder: string): number => readAll(folder).length
