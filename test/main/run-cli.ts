import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

export const root = resolve(import.meta.dirname, '../..')
export const cli = join(root, 'dist', 'reroll.mjs')
export const shipped = join(root, 'test/fixtures/shipped/picturebook')

export type Ran = { status: number | null; stdout: string; stderr: string }

export const reroll = (args: readonly string[], env: Record<string, string> = {}, cwd = root): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}

/** Without root's power to read and write everything, whoever runs the tests; not as another user, who may see nothing of this folder. */
export const asNobody = (args: readonly string[]): Ran => {
  const without = process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] : []
  const [command, ...rest] = [...without, process.execPath, cli, ...args]
  const { status, stdout, stderr, error } = spawnSync(command!, rest, { cwd: root, encoding: 'utf8' })
  if (error) throw error
  return { status, stdout, stderr }
}

export const start = (args: readonly string[], cwd = root): ChildProcess =>
  spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })

export const ended = (child: ChildProcess): Promise<Ran> =>
  new Promise(done => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.once('close', status => done({ status, stdout, stderr }))
  })

/** A new folder for each test of the file that calls this. */
export function scratchFolder(): { readonly path: string } {
  const scratch = { path: '' }
  beforeEach(() => {
    scratch.path = mkdtempSync(join(tmpdir(), 'reroll-cli-'))
  })
  afterEach(() => rmSync(scratch.path, { recursive: true, force: true }))
  return scratch
}
