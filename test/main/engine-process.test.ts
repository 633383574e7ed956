import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EngineChild, type EngineProcess, engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import type { GenerateEvent } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { until } from './studio/scratch.ts'

const folder = resolve(import.meta.dirname, '../fixtures/shipped/picturebook')
let scratch: string
let engine: EngineProcess
let children: EngineChild[]

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-engine-'))
  children = []
  engine = engineProcess({
    crashLimit: 100,
    spawn: () => {
      const child = forkEngine()
      children.push(child)
      return child
    },
  })
})
afterEach(async () => {
  await engine.stop()
  rmSync(scratch, { recursive: true })
})

const request = (name: string, steps: number) => ({
  folder,
  generation: { prompt: 'a red bird', seed: 7, steps },
  files: [join(scratch, name)],
})

describe('the engine in a process of its own', () => {
  test('draws, tells every step with the time left, previews it, and keeps the model for the next', async () => {
    const events: GenerateEvent[] = []
    const first = await engine.call(
      'generate.run',
      { ...request('a.png', 4), previews: 'fast' },
      { onEvent: e => events.push(e) },
    )
    const steps = events.filter(e => e.kind === 'step')
    expect(steps.map(e => e.step)).toEqual([1, 2, 3, 4])
    expect(steps.at(-1)).toMatchObject({ of: 4, msLeft: 0 })
    expect(steps.every(e => (e.msLeft ?? -1) >= 0)).toBe(true)
    const previews = events.filter(e => e.kind === 'preview')
    expect(previews).toHaveLength(4)
    expect(previews.every(({ png }) => png[0] === 137 && png.length > 500)).toBe(true)
    const second = await engine.call('generate.run', request('b.png', 4))
    expect(second.images[0]!.sha256).toBe(first.images[0]!.sha256)
    expect(second.timings.load).toBeLessThan(first.timings.load / 4)
    expect(children).toHaveLength(1)
  })

  test('cancel stops within a step and leaves nothing behind; the next request works', async () => {
    const abort = new AbortController()
    let after = 0
    const running = engine.call('generate.run', request('a.png', 150), {
      signal: abort.signal,
      onEvent: event => {
        if (event.kind !== 'step') return
        if (event.step === 2) abort.abort()
        if (abort.signal.aborted) after++
      },
    })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(after).toBeLessThanOrEqual(2)
    expect(readdirSync(scratch)).toEqual([])
    await engine.call('generate.run', request('b.png', 2))
    expect(existsSync(join(scratch, 'b.png'))).toBe(true)
    expect(children).toHaveLength(1)
  })

  test('a crash in mid-run is told, takes nobody along, and the next request starts a new engine', async () => {
    const running = engine.call('generate.run', request('a.png', 150), {
      onEvent: event => event.kind === 'step' && event.step === 3 && children[0]!.kill(),
    })
    await expect(running).rejects.toMatchObject({
      code: 'engine-crashed',
      message: expect.stringContaining('SIGKILL'),
    })
    expect(existsSync(join(scratch, 'a.png'))).toBe(false)
    const { images } = await engine.call('generate.run', request('a.png', 2))
    expect(existsSync(images[0]!.file)).toBe(true)
    // The new claim cleared what the dead engine had left.
    expect(readdirSync(scratch)).toEqual(['a.png'])
    expect(children).toHaveLength(2)
  })

  test('killed while it writes, it leaves the old picture or the whole new one', async () => {
    const file = join(scratch, 'a.png')
    await engine.call('generate.run', request('a.png', 1))
    const whole = [readFileSync(file)]
    await engine.call('generate.run', request('a.png', 2))
    whole.push(readFileSync(file))
    for (let i = 0; i < 6; i++) {
      const running = engine.call('generate.run', request('a.png', 1 + (i % 2)), {
        onEvent: event =>
          event.kind === 'stage' && event.stage === 'write' && setTimeout(() => children.at(-1)!.kill(), i),
      })
      await running.catch(() => {})
      const found = readFileSync(file)
      expect(whole.some(bytes => bytes.equals(found))).toBe(true)
      await engine.stop()
    }
    await engine.call('generate.run', request('a.png', 1))
    expect(readdirSync(scratch)).toEqual(['a.png'])
  })

  test('another model means another process', async () => {
    await engine.call('generate.run', request('a.png', 1))
    await expect(
      engine.call('generate.run', { ...request('b.png', 1), folder: scratch }),
    ).rejects.toMatchObject({ code: 'model-missing' })
    expect(children).toHaveLength(2)
  })
})

describe('a process that misbehaves', () => {
  const deadAtOnce = (): EngineChild => {
    const child = forkEngine()
    child.kill()
    return child
  }

  test('three crashes in a row, and no more are started', async () => {
    let spawned = 0
    const broken = engineProcess({
      spawn: () => {
        spawned++
        return deadAtOnce()
      },
    })
    for (let i = 0; i < 3; i++)
      await expect(broken.call('devices.list', undefined)).rejects.toMatchObject({ code: 'engine-crashed' })
    await expect(broken.call('devices.list', undefined)).rejects.toThrow('3 times in a row')
    expect(spawned).toBe(3)
  })

  test('one that does not hear a cancel is ended after the grace time', async () => {
    let killed = false
    const closers: (() => void)[] = []
    const deaf: EngineChild = {
      kill: () => {
        killed = true
        for (const close of closers) close()
      },
      closed: new Promise(() => {}),
      port: {
        send: () => {},
        onMessage: () => {},
        onClose: listener =>
          closers.push(() => listener(Object.assign(new Error('gone'), { code: 'engine-crashed' }) as never)),
      },
    }
    const patient = engineProcess({ spawn: () => deaf, graceMs: 20 })
    const abort = new AbortController()
    const call = patient.call('devices.list', undefined, { signal: abort.signal })
    await new Promise(resolve => setImmediate(resolve))
    abort.abort()
    await expect(call).rejects.toBeTruthy()
    expect(killed).toBe(true)
  })

  /** Engines that answer at once, save the first, which never does and whose end is told when the test says so. */
  function firstSilent() {
    const spawned: { killed: boolean; close(): void }[] = []
    const spawn = (): EngineChild => {
      const silent = spawned.length === 0
      const closers: ((reason: StudioError) => void)[] = []
      let answer: (message: unknown) => void = () => {}
      let resolve = () => {}
      const closed = new Promise<void>(done => {
        resolve = done
      })
      const child = {
        killed: false,
        close() {
          for (const close of closers) close(new StudioError('engine-crashed', 'The engine ended'))
          resolve()
        },
      }
      spawned.push(child)
      return {
        closed,
        kill: () => {
          child.killed = true
          if (!silent) child.close()
        },
        port: {
          send: message => {
            if (!silent) setImmediate(() => answer({ id: (message as { id: number }).id, output: [] }))
          },
          onMessage: listener => {
            answer = listener
          },
          onClose: listener => void closers.push(listener),
        },
      }
    }
    return { spawned, spawn }
  }

  test('who asks while a deaf one is still ending is answered by the next', async () => {
    const { spawned, spawn } = firstSilent()
    const patient = engineProcess({ spawn, graceMs: 20 })
    const abort = new AbortController()
    const deaf = patient.call('devices.list', undefined, { signal: abort.signal })
    const told = expect(deaf).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise(resolve => setImmediate(resolve))
    abort.abort()
    await until(() => spawned[0]!.killed)
    const asked = [1, 2, 3].map(() => patient.call('devices.list', undefined))
    setTimeout(() => spawned[0]!.close(), 50)
    expect(await Promise.all(asked)).toEqual([[], [], []])
    await told
    expect(spawned).toHaveLength(2)
    await patient.stop()
  })

  test('the end of one is one crash, however many were waiting for it', async () => {
    const { spawned, spawn } = firstSilent()
    const shared = engineProcess({ spawn })
    const asked = [1, 2, 3].map(() => shared.call('devices.list', undefined))
    await new Promise(resolve => setImmediate(resolve))
    spawned[0]!.close()
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected')
    expect(await shared.call('devices.list', undefined)).toEqual([])
    expect(spawned).toHaveLength(2)
    await shared.stop()
  })
})
