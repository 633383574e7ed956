import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EngineProcess, engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'

let home: string
let engine: EngineProcess
let pid: number | undefined

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'reroll-home-'))
  const spawn = () => {
    const child = forkEngine({ HOME: home, USERPROFILE: home, XDG_CACHE_HOME: '' })
    pid = child.pid
    return child
  }
  engine = engineProcess({ spawn })
})
afterAll(async () => {
  await engine.stop()
  rmSync(home, { recursive: true, force: true })
})

const draw = (name: string) =>
  engine.call('generate.run', {
    folder: resolve(import.meta.dirname, '../fixtures', name),
    device: 'cpu',
    generation: { prompt: 'a fox', seed: 1, steps: 1, width: 64, height: 64 },
    files: [join(home, 'fox.png')],
  })
const residentMiB = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

test.runIf(process.platform === 'linux')(
  'another model gets another process, so that memory is again what it was; nothing but the cache is kept at home',
  async () => {
    await draw('tiny-sd')
    const [first, firstPid] = [residentMiB(), pid]
    await draw('tiny-v')
    await draw('tiny-sd')
    expect(pid).not.toBe(firstPid)
    expect(residentMiB()).toBeGreaterThan(0)
    expect(residentMiB()).toBeLessThan(first * 1.1)
    expect(existsSync(join(home, '.cache', 'reroll'))).toBe(true)
    expect(existsSync(join(home, '.cache', 'Microsoft'))).toBe(false)
  },
  30_000,
)
