import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../e2e/electron-host.ts'
import { pidsBelow } from '../e2e/processes.ts'
import { newProfile, type Profile } from '../e2e/profile.ts'

/** `npm start`, without npm. */
let profile: Profile
let child: ChildProcess
let said = ''

const start = (env: Record<string, string | undefined>) => {
  said = ''
  child = spawn(process.execPath, [join(root, 'dist/start.mjs')], {
    env: { ...process.env, ...profile.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', text => {
      said += text
    })
}
const lines = () => said.trim().split('\n')

beforeEach(() => {
  profile = newProfile()
})
afterEach(async () => {
  if (child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  profile.remove()
})

test.each([
  ['no display', { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }, 'there is no display'],
  ['no Electron', { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }, 'ELECTRON_OVERRIDE_DIST_PATH has no electron'],
  ['a display that is not there', { DISPLAY: ':4242' }, 'Electron ended before it opened a window'],
])('%s: one line says so, and the studio is served', async (_, env, why) => {
  start(env)
  await expect.poll(() => said).toMatch(/http:\/\/127\.0\.0\.1:\d+/)
  const mine = lines().filter(line => !line.startsWith('Started as root'))
  expect(mine).toEqual([
    expect.stringMatching(`^No window: ${why}.*served`),
    expect.stringContaining('http://'),
  ])
  const url = /http:\/\/\S+/.exec(said)![0]
  const { status, headers } = await fetch(url, { redirect: 'manual' })
  expect([status, headers.get('location')]).toEqual([303, '/'])
})

test('a display and an Electron: the window opens, says no word of Chromium, and ends in order', async () => {
  start({})
  await expect.poll(() => pidsBelow(child.pid!, /--type=renderer/).length).toBeGreaterThan(0)
  expect(lines().filter(line => line && !line.startsWith('Started as root'))).toEqual([])
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(lines().filter(line => line && !line.startsWith('Started as root'))).toEqual([])
})
