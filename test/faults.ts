/**
 * The tests that break things on purpose, as often as it takes to believe them: `npm test` runs each of them a few times,
 * `npm run test:faults` all of it, `npm run test:faults -- clock queue` what has these words in its name. Ends with
 * vitest's own count and status.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const often = {
  REROLL_KILLS: '200',
  REROLL_FAULTS: '5000',
  REROLL_MESSAGES: '10000',
  REROLL_REQUESTS: '10000',
  REROLL_QUEUE: '2000',
  // All of them.
  REROLL_DAMAGES: '0',
  REROLL_FILLS: '50',
  REROLL_WINDOW_KILLS: '20',
  REROLL_LONG: '1',
}
/** By the configuration that runs them. */
const runs: Record<string, string[]> = {
  'vitest.config.ts': [
    'test/main/studio/library/kills.test.ts',
    'test/main/studio/kills-at-work.test.ts',
    'test/shared/interchange/faults.test.ts',
    'test/faults/messages.test.ts',
    'test/faults/requests.test.ts',
    'test/faults/clock.test.ts',
    'test/faults/suspended.test.ts',
    'test/faults/damage.test.ts',
    'test/faults/memory-limits.test.ts',
    'test/faults/long-queue.test.ts',
  ],
  'test/system/vitest.config.ts': [
    'test/system/disks.test.ts',
    'test/system/library-disks.test.ts',
    'test/system/studio-disk.test.ts',
  ],
  'test/e2e/vitest.config.ts': ['test/electron/window-kills.spec.ts'],
}

const wanted = process.argv.slice(2)
const isWanted = (file: string) => !wanted.length || wanted.some(word => file.includes(word))

for (const [config, files] of Object.entries(runs)) {
  const these = files.filter(isWanted)
  if (!these.length) continue
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--config', config, ...these, '--testTimeout', '3600000', '--maxWorkers', '1'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...often }, shell: process.platform === 'win32' },
  )
  process.exitCode ||= status ?? 1
}
