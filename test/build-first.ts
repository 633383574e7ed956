import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Hosts and window are tested as they are shipped: built. Where that fails, the tests that run them fail and the others
 * still tell. Once is enough for all groups of a run: `run.ts` sets REROLL_TESTS_BUILT when it has begun with it.
 */
export default function build(): void {
  if (process.env.REROLL_TESTS_BUILT === '1') return
  const root = resolve(import.meta.dirname, '..')
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build'], options)
  if (status === 0) return
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  console.error(`The build failed:\n${`${stdout}${stderr}`.slice(0, 2000)}`)
}
