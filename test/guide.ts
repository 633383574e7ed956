/** Takes the pictures of docs/guide anew, by the end-to-end test that holds them against the window. */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const { status } = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', '--config', 'test/e2e/vitest.config.ts', 'guide.spec', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, REROLL_GUIDE: 'write' },
    shell: process.platform === 'win32',
  },
)
process.exitCode = status ?? 1
