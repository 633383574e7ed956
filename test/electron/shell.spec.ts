import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ElectronOpened, electronFolder, openElectron, root } from '../e2e/electron-host.ts'
import { person } from '../e2e/person.ts'
import { newProfile, type Profile } from '../e2e/profile.ts'

let profile: Profile
const opened: ElectronOpened[] = []
const open = async () => {
  const studio = await openElectron(profile)
  opened.push(studio)
  return studio
}

beforeEach(() => {
  profile = newProfile()
})
afterEach(async () => {
  for (const studio of opened.splice(0)) await studio.close()
  profile.remove()
})

const bounds = ({ app }: ElectronOpened) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return { ...window!.getNormalBounds(), maximized: window!.isMaximized() }
  })

test('the window comes back where it was left', async () => {
  const place = { x: 120, y: 90, width: 1010, height: 720 }
  const first = await open()
  await first.app.evaluate(
    ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]!.setBounds(place),
    place,
  )
  await first.close()
  expect(await bounds(await open())).toMatchObject(place)
})

test('a place that is garbage is no reason not to open', async () => {
  const first = await open()
  await first.close()
  writeFileSync(join(profile.data, 'settings.json'), JSON.stringify({ window: { x: 'left', width: -4 } }))
  expect((await bounds(await open())).width).toBeGreaterThan(700)
})

test('a second instance brings the first to the front and ends', async () => {
  const first = await open()
  const told = first.app.evaluate(
    ({ app }) => new Promise(resolve => app.once('second-instance', () => resolve('told'))),
  )
  const second = spawn(join(electronFolder, 'electron'), ['--no-sandbox', '--disable-gpu', root], {
    env: { ...process.env, ...profile.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  second.stdout.on('data', text => {
    said += text
  })
  expect(await once(second, 'close')).toEqual([0, null])
  expect(said).toContain('open already')
  expect(await told).toBe('told')
  await person(first.page).prompt.waitFor()
})

test('two libraries of two people are two instances', async () => {
  await open()
  const other = newProfile()
  const second = await openElectron(other)
  await person(second.page).prompt.waitFor()
  await second.close()
  other.remove()
})

test('the program ends with the window, with code 0', async () => {
  const studio = await open()
  const child = studio.app.process()
  await studio.close()
  expect(child.exitCode).toBe(0)
})

test('what ends the program from outside ends it in order', async () => {
  const studio = await open()
  await person(studio.page).write('kept to the last')
  const child = studio.app.process()
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
  const again = await open()
  await expect.poll(() => person(again.page).prompt.inputValue()).toBe('kept to the last')
})
