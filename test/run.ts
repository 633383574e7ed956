/**
 * Runs every group of checks that this machine can, prints how long each took, what it skipped and why, and closes with
 * `N passed, N failed`. REQUIRE_ALL=1 makes a skip a failure. Names on the command line choose groups.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import build from './build-first.ts'
import { e2eObstacle } from './e2e/obstacle.ts'

const root = resolve(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'reroll-tests-'))

type Count = { passed: number; failed: number }
type Group = {
  name: string
  /** Why this machine cannot run it; empty when it can. */
  obstacle: () => string
  run: (show: Show) => Promise<Count>
  /** Works on one core for long: begins first and goes on beside the others that do not use all of them. */
  beside?: true
  /** Uses every core by itself: runs alone, last. */
  whole?: true
}
/** Takes what a group prints; null: it goes straight to the terminal. */
type Show = ((text: string) => void) | null

function command(show: Show, program: string, args: string[]): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: show ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    })
    if (show) for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', show)
    child.once('error', error => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', status => resolve(status === 0))
  })
}

const one =
  (program: string, args: string[]) =>
  async (show: Show): Promise<Count> =>
    (await command(show, program, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

/** Counts tests, and a file that could not even be loaded as one failure. */
const vitest =
  (name: string, ...args: string[]) =>
  async (show: Show): Promise<Count> => {
    const report = join(scratch, `${name}.json`)
    const ok = await command(show, bin('vitest'), [
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

const pytest = async (show: Show): Promise<Count> => {
  let said = ''
  const keep = (text: string) => {
    said += text
    show?.(text)
  }
  const ok = await command(keep, python, ['-m', 'pytest', '-q', 'training/tests'])
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(said)?.[1] ?? 0)
  const failed = count('failed') + count('error')
  return { passed: count('passed'), failed: ok ? failed : Math.max(1, failed) }
}

const python = process.env.REROLL_PYTHON || 'python3'
const runs = (program: string, args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0

const layers = [
  'shared',
  'engine',
  'main',
  'preload',
  'renderer',
  'test',
  'test/e2e',
  'packaging',
  'bench',
  '.',
]

function add(total: Count, { passed, failed }: Count): void {
  total.passed += passed
  total.failed += failed
}

const groups: Group[] = [
  { name: 'lint', obstacle: () => '', run: one(bin('biome'), ['ci', '.']) },
  {
    name: 'types',
    obstacle: () => '',
    run: async show => {
      const count = { passed: 0, failed: 0 }
      for (const folder of layers) add(count, await one(bin('tsc'), ['-p', folder])(show))
      return count
    },
  },
  { name: 'tests', obstacle: () => '', run: vitest('tests'), whole: true },
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
      'test/system/lora-disk.test.ts',
      'test/system/studio-disk.test.ts',
    ),
  },
  {
    name: 'e2e',
    obstacle: e2eObstacle,
    run: vitest('e2e', '--config', 'test/e2e/vitest.config.ts'),
    whole: true,
  },
  {
    name: 'package',
    obstacle: e2eObstacle,
    run: vitest('package', '--config', 'test/package/vitest.config.ts'),
    whole: true,
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
    beside: true,
  },
]

/** These run what is built; it is built once for all of them. */
const builtFor: ReadonlySet<string> = new Set(['tests', 'disks', 'e2e', 'package', 'webgpu', 'node versions'])

const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !groups.some(group => group.name === name))
if (unknown.length) {
  console.error(`No group ${unknown.join(', ')}; there are ${groups.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const total: Count = { passed: 0, failed: 0 }
const skipped: string[] = []
const times: string[] = []

async function carryOut({ name, run, beside }: Group): Promise<void> {
  const kept: string[] = []
  const title = `\n== ${name}`
  if (!beside) console.log(title)
  const start = performance.now()
  const count = await run(beside ? text => kept.push(text) : null)
  const seconds = Math.round((performance.now() - start) / 1000)
  if (beside) console.log(`${title}\n${kept.join('')}`)
  const line = `${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`
  console.log(`== ${line}`)
  times.push(line)
  add(total, count)
}

async function inTurn(these: readonly Group[]): Promise<void> {
  for (const group of these) await carryOut(group)
}

const start = performance.now()
const able = groups.filter(({ name, obstacle }) => {
  if (chosen.length && !chosen.includes(name)) return false
  const why = obstacle()
  if (why) skipped.push(`${name}: ${why}`)
  return !why
})
if (able.some(({ name }) => builtFor.has(name))) {
  build()
  process.env.REROLL_TESTS_BUILT = '1'
}
await Promise.all([
  inTurn(able.filter(({ beside }) => beside)),
  inTurn(able.filter(({ beside, whole }) => !beside && !whole)),
])
await inTurn(able.filter(({ whole }) => whole))
rmSync(scratch, { recursive: true, force: true })

console.log('')
for (const line of times) console.log(line)
for (const line of skipped) console.log(`Skipped ${line}`)
if (process.env.REQUIRE_ALL === '1') total.failed += skipped.length
console.log(`All in ${Math.round((performance.now() - start) / 1000)} s`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed ? 1 : 0
