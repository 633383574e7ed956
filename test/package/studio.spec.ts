import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { root } from '../e2e/electron-host.ts'
import { bird, person, pictureFiles } from '../e2e/person.ts'
import { newProfile } from '../e2e/profile.ts'
import { flags, openPacked, type PackedStudio, program } from './packed.ts'

const profile = newProfile()
let studio: PackedStudio | undefined
afterAll(async () => {
  studio?.child.kill('SIGKILL')
  profile.remove()
})

test('the package draws a picture, and shows it again after a restart', async () => {
  studio = await openPacked(profile)
  const me = person(studio.page)
  await me.prompt.waitFor()
  await me.write(bird)
  await me.set(me.steps, 4)
  await me.set(me.seed, 42)
  await me.roll(1)
  await me.picture(bird).waitFor()
  const id = await me.pictureId(bird)
  expect(id).toMatch(/^[0-9a-f]{64}$/)
  expect(pictureFiles(profile)).toHaveLength(1)
  expect(await studio.close()).toBe(0)

  studio = await openPacked(profile)
  const again = person(studio.page)
  await again.picture(bird).waitFor()
  expect(await again.pictureId(bird)).toBe(id)
  expect(await again.prompt.inputValue()).toBe(bird)
})

test('About tells the version, the commit, and the licences of what is inside', async () => {
  const { page } = studio!
  await person(page).palette('About Reroll')
  await page.getByText(/built from [0-9a-f]{10}/).waitFor()
  await page.getByText(t.about.licences).click()
  const list = page.getByRole('region', { name: t.about.licences })
  await expect.poll(() => list.textContent()).toContain('onnxruntime-node')
  await page.screenshot({ path: join(root, 'test-output', 'screens', 'packed-about.png') })
  await page.keyboard.press('Escape')
})

test('a picture that is opened with it puts its settings onto the desk of the window that is open', async () => {
  const { page } = studio!
  const me = person(page)
  await me.write('other words')
  const file = join(profile.folder, 'from elsewhere.png')
  copyFileSync(pictureFiles(profile)[0]!.path, file)
  const env = { ...process.env, ...profile.env }
  expect(spawnSync(program, [...flags, file], { env, timeout: 20_000 }).status).toBe(0)
  await expect.poll(() => me.prompt.inputValue()).toBe(bird)
  expect(await studio!.close()).toBe(0)
})

test('a file that is no picture opens the window and says so', async () => {
  studio = await openPacked(profile, [join(profile.folder, 'gone.png')])
  await person(studio.page).notices.getByText('gone.png could not be opened').waitFor()
  expect(await studio.close()).toBe(0)
})
