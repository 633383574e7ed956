import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { version } from '../../shared/version.ts'
import { newProfile } from '../e2e/profile.ts'
import { reroll } from '../main/run-cli.ts'
import { flags, program } from './packed.ts'

const profile = newProfile()
afterAll(() => profile.remove())

const temporary = join(profile.folder, 'temporary')
mkdirSync(temporary)
/** No display: a command needs none. */
const env = {
  ...process.env,
  ...profile.env,
  TMPDIR: temporary,
  DISPLAY: undefined,
  WAYLAND_DISPLAY: undefined,
}
const packedReroll = (...args: string[]) =>
  spawnSync(program, [...flags, ...args], { encoding: 'utf8', env, timeout: 50_000, killSignal: 'SIGKILL' })

test('says its version and the commit that it was built from', () => {
  const { stdout, status } = packedReroll('--version')
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+ \([0-9a-f]{10}\+?\)\n$/)])
  expect(stdout.startsWith(version)).toBe(true)
})

test('draws the very bytes that the command line of a clone draws', () => {
  const args = ['generate', 'a red bird', '--seed', '7', '--steps', '2', '--device', 'cpu', '--out']
  const [a, b] = [join(profile.folder, 'packed.png'), join(profile.folder, 'clone.png')]
  expect(packedReroll(...args, a).status).toBe(0)
  expect(reroll([...args, b], profile.env).status).toBe(0)
  expect(readFileSync(a).equals(readFileSync(b))).toBe(true)
})

test('a word that is no command is told what there is', () => {
  const { status, stderr } = packedReroll('generat', 'a bird')
  expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean "generate"?')])
})

test('a signal cancels a command in order', async () => {
  const out = join(profile.folder, 'many')
  const child = spawn(
    program,
    [...flags, 'generate', 'a bird', '--steps', '150', '--batch', '20', '--out', `${out}/`],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text
  })
  await expect.poll(() => existsSync(out) && readdirSync(out).length, { timeout: 30_000 }).toBeTruthy()
  const ended = once(child, 'close')
  child.kill('SIGINT')
  expect([(await ended)[0], said]).toEqual([130, expect.stringContaining('Cancelled')])
})

test('it is no Node for others, whatever the environment says', () => {
  const { stdout } = spawnSync(program, [...flags, '-p', '"I am " + "Node"', '--version'], {
    encoding: 'utf8',
    env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require /nowhere.cjs' },
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  expect(stdout).not.toContain('I am Node')
  expect(stdout + version).toContain(version)
})

test('nothing is left behind in the folder for temporary files', () => {
  expect(readdirSync(temporary).filter(name => name.startsWith('reroll'))).toEqual([])
})
