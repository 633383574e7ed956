/**
 * The tests that break things on purpose, as often as it takes to believe them: `npm test` runs each of them a few times,
 * `npm run test:faults` all of it. Ends with vitest's own count and status.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const often = { REROLL_KILLS: '200', REROLL_FAULTS: '5000' }
const files = [
  'test/main/studio/library/kills.test.ts',
  'test/main/studio/kills-at-work.test.ts',
  'test/shared/interchange/faults.test.ts',
]

const { status } = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', ...files, '--testTimeout', '1800000'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...often }, shell: process.platform === 'win32' },
)
process.exitCode = status ?? 1
