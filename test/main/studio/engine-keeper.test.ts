import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { engineKeeper } from '#main/studio/engine-keeper.ts'
import type { EngineChild } from '#main/studio/engine-process.ts'
import { StudioError } from '#shared/errors.ts'
import { until } from './scratch.ts'

/** An engine that answers everything at once, or crashes. */
function fake() {
  const children: { env: Record<string, string>; ended: boolean }[] = []
  let crash = false
  const spawn = (env: Record<string, string>): EngineChild => {
    const child = { env, ended: false }
    children.push(child)
    let answer: (message: unknown) => void = () => {}
    const closers: ((reason: StudioError) => void)[] = []
    let close = () => {}
    const closed = new Promise<void>(resolve => {
      close = resolve
    })
    const kill = () => {
      child.ended = true
      for (const closer of closers) closer(new StudioError('engine-crashed', 'The engine was ended'))
      close()
    }
    return {
      closed,
      kill,
      port: {
        send: message => (crash ? kill() : answer({ id: (message as { id: number }).id, output: [] })),
        onMessage: listener => {
          answer = message => setImmediate(() => listener(message))
        },
        onClose: listener => void closers.push(listener),
      },
    }
  }
  return {
    spawn,
    children,
    setCrash: (value: boolean) => {
      crash = value
    },
  }
}

describe('an engine that is kept', () => {
  test('tells when the first call begins and the last has ended, however that ends', async () => {
    const { spawn, setCrash } = fake()
    const told: boolean[] = []
    const engine = engineKeeper({
      spawn,
      settings: () => ({ spareCore: true }),
      idleMinutes: () => 0,
      onBusy: busy => told.push(busy),
    })
    const both = [engine.call('devices.list', undefined), engine.call('devices.list', undefined)]
    expect([engine.isBusy(), ...told]).toEqual([true, true])
    await Promise.all(both)
    expect([engine.isBusy(), ...told]).toEqual([false, true, false])
    setCrash(true)
    await expect(engine.call('devices.list', undefined)).rejects.toMatchObject({ code: 'engine-crashed' })
    expect([engine.isBusy(), ...told]).toEqual([false, true, false, true, false])
    await engine.stop()
  })

  test('leaves a core to the window when the settings say so, asked at each start', async () => {
    const { spawn, children } = fake()
    let spare = true
    const engine = engineKeeper({
      spawn,
      settings: () => ({ spareCore: spare, adapter: 'Card' }),
      idleMinutes: () => 0,
    })
    await engine.call('devices.list', undefined)
    await engine.stop()
    spare = false
    await engine.call('devices.list', undefined)
    const cores = availableParallelism()
    expect(children.map(({ env }) => env.REROLL_ADAPTER)).toEqual(['Card', 'Card'])
    expect(children.map(({ env }) => env.REROLL_THREADS)).toEqual([
      String(Math.max(1, cores - 1)),
      String(cores),
    ])
    await engine.stop()
  })

  test('ends after its idle minutes, never while 0, and starts again when needed', async () => {
    const { spawn, children } = fake()
    let minutes = 0
    const engine = engineKeeper({ spawn, settings: () => ({ spareCore: true }), idleMinutes: () => minutes })
    await engine.call('devices.list', undefined)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(children[0]!.ended).toBe(false)
    minutes = 0.001
    await engine.call('devices.list', undefined)
    await until(() => children[0]!.ended)
    await engine.call('devices.list', undefined)
    expect(children).toHaveLength(2)
    await engine.stop()
  })

  test('after crashes in a row it is given up, until a person asks again', async () => {
    const { spawn, children, setCrash } = fake()
    const engine = engineKeeper({ spawn, settings: () => ({ spareCore: true }), idleMinutes: () => 0 })
    setCrash(true)
    for (let i = 0; i < 3; i++)
      await expect(engine.call('devices.list', undefined)).rejects.toThrow('was ended')
    await expect(engine.call('devices.list', undefined)).rejects.toThrow('3 times in a row')
    expect(children).toHaveLength(3)
    setCrash(false)
    engine.forgive()
    expect(await engine.call('devices.list', undefined)).toEqual([])
    await engine.stop()
  })
})
