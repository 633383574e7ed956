/**
 * Runs every group of checks that this machine can, prints what it skipped and why, and closes with
 * `N passed, N failed`. REQUIRE_ALL=1 makes a skip a failure. Names on the command line choose groups.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { e2eObstacle } from './e2e/obstacle.ts'

const root = resolve(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'reroll-tests-'))

type Count = { passed: number; failed: number }
type Group = {
  name: string
  /** Why this machine cannot run it; empty when it can. */
  obstacle: () => string
  run: () => Count
}

function command(program: string, args: string[]): boolean {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) console.error(error.message)
  return status === 0
}

const one = (program: string, args: string[]) => (): Count =>
  command(program, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

/** Counts tests, and a file that could not even be loaded as one failure. */
const vitest =
  (name: string, ...args: string[]) =>
  (): Count => {
    const report = join(scratch, `${name}.json`)
    const ok = command(bin('vitest'), [
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ])
    if (!existsSync(report)) return { passed: 0, failed: 1 }
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: pending,
    } = JSON.parse(readFileSync(report, 'utf8'))
    if (pending) skipped.push(`${name}: ${pending} tests skipped themselves`)
    if (passed + failed === 0) return { passed: 0, failed: 1 }
    return { passed, failed: ok ? failed : Math.max(1, failed) }
  }

const pytest = (): Count => {
  const { stdout, status } = spawnSync(python, ['-m', 'pytest', '-q', 'training/tests'], {
    cwd: root,
    encoding: 'utf8',
  })
  console.log(stdout)
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(stdout)?.[1] ?? 0)
  const failed = count('failed') + count('error')
  return { passed: count('passed'), failed: status === 0 ? failed : Math.max(1, failed) }
}

const python = process.env.REROLL_PYTHON || 'python3'
const runs = (program: string, args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0

const groups: Group[] = [
  { name: 'lint', obstacle: () => '', run: one(bin('biome'), ['ci', '.']) },
  {
    name: 'types',
    obstacle: () => '',
    run: () => {
      const counts = [
        'shared',
        'engine',
        'main',
        'preload',
        'renderer',
        'test',
        'test/e2e',
        'bench',
        '.',
      ].map(folder => one(bin('tsc'), ['-p', folder])())
      return {
        passed: counts.reduce((n, c) => n + c.passed, 0),
        failed: counts.reduce((n, c) => n + c.failed, 0),
      }
    },
  },
  { name: 'tests', obstacle: () => '', run: vitest('tests') },
  {
    name: 'disks',
    obstacle: () =>
      process.platform !== 'linux'
        ? 'full and read-only disks are made with Linux tmpfs'
        : process.getuid?.() === 0
          ? ''
          : 'mounting a full and a read-only disk needs root',
    run: vitest(
      'disks',
      '--config',
      'test/system/vitest.config.ts',
      'test/system/disks.test.ts',
      'test/system/library-disks.test.ts',
    ),
  },
  {
    name: 'e2e',
    obstacle: e2eObstacle,
    run: vitest('e2e', '--config', 'test/e2e/vitest.config.ts'),
  },
  {
    name: 'webgpu',
    obstacle: () =>
      process.env.REROLL_VULKAN
        ? ''
        : 'needs a Vulkan device; REROLL_VULKAN may name the driver file of a software one',
    run: vitest('webgpu', '--config', 'test/system/vitest.config.ts', 'test/system/webgpu.test.ts'),
  },
  {
    name: 'node versions',
    obstacle: () =>
      process.env.REROLL_NODES
        ? ''
        : `REROLL_NODES names no other Node to try (paths, separated by "${delimiter}")`,
    run: vitest('nodes', '--config', 'test/system/vitest.config.ts', 'test/system/node-versions.test.ts'),
  },
  {
    name: 'training',
    obstacle: () =>
      runs(python, ['-c', 'import torch, pytest, onnxruntime'])
        ? ''
        : `${python} lacks torch, pytest or onnxruntime (REROLL_PYTHON may name another)`,
    run: pytest,
  },
]

const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !groups.some(group => group.name === name))
if (unknown.length) {
  console.error(`No group ${unknown.join(', ')}; there are ${groups.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const total: Count = { passed: 0, failed: 0 }
const skipped: string[] = []
for (const { name, obstacle, run } of groups.filter(group => !chosen.length || chosen.includes(group.name))) {
  const why = obstacle()
  if (why) {
    skipped.push(`${name}: ${why}`)
    continue
  }
  console.log(`\n== ${name}`)
  const { passed, failed } = run()
  console.log(`== ${name}: ${passed} passed, ${failed} failed`)
  total.passed += passed
  total.failed += failed
}
rmSync(scratch, { recursive: true, force: true })

console.log('')
for (const line of skipped) console.log(`Skipped ${line}`)
if (process.env.REQUIRE_ALL === '1') total.failed += skipped.length
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed ? 1 : 0
