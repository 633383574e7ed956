import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { readTexts } from '../../shared/png/chunks.ts'
import type { Opened } from './host.ts'
import { lookAt } from './look.ts'
import { type Person, person, pictureFiles } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const host = servedHost()
const tests = resolve(import.meta.dirname, '..')
const words = 'a fox in the snow'
let profile: Profile
let studio: Opened
let me: Person

beforeAll(async () => {
  profile = newProfile()
  const models = join(profile.folder, 'my-models')
  mkdirSync(models)
  cpSync(join(tests, 'fixtures/tiny-sd'), join(models, 'quick'), { recursive: true })
  cpSync(join(tests, 'parity/graphs/vae-tiny/vae_decoder'), join(models, 'quick/vae_decoder_tiny'), {
    recursive: true,
  })
  studio = await host.open(profile, { REROLL_MODELS: models })
  me = person(studio.page)
  await me.prompt.waitFor()
}, 120_000)
afterAll(async () => {
  await studio?.close()
  await host.dispose()
  profile?.remove()
})

test('a model that brings a tiny decoder lets one choose it, and the picture says so', async () => {
  const decoder = studio.page.getByRole('button', { name: new RegExp(`^${t.drawing.vae}:`) })
  expect(await decoder.count()).toBe(0)
  await studio.page.getByRole('button', { name: new RegExp(`^${t.model.label}:`) }).click()
  await studio.page.getByRole('menuitemradio', { name: /quick/ }).click()
  await decoder.click()
  await studio.page.getByRole('menuitemradio', { name: t.drawing.decoders.tiny }).click()
  expect(await lookAt(studio.page, host.name, 'tiny-decoder')).toEqual([])
  await me.write(words)
  await me.set(me.steps, 2)
  await me.roll(1)
  await me.picture(words).waitFor()
  await expect.poll(() => pictureFiles(profile).length).toBeGreaterThan(0)
  const settings = pictureFiles(profile).map(
    ({ bytes }) => JSON.parse(readTexts(bytes).get('reroll')!).settings,
  )
  expect(settings.some(({ prompt, vae }) => prompt === words && vae === 'tiny')).toBe(true)
}, 180_000)
