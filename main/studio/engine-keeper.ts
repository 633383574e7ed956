import { availableParallelism } from 'node:os'
import type { Client } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { type EngineChild, engineProcess } from './engine-process.ts'

export type EngineCall = Client<EngineContract>
/** Starts an engine process with these environment variables, however the host starts one. */
export type SpawnEngine = (env: Record<string, string>) => EngineChild

export type EngineKeeper = {
  call: EngineCall
  /** After a person asked again: crashes before that do not count. */
  forgive(): void
  stop(): Promise<void>
  /** Whether any call is at work. */
  isBusy(): boolean
}

export type KeeperOptions = {
  spawn: SpawnEngine
  /** Asked each time, since a person may change them. */
  settings: () => { spareCore: boolean; adapter?: string | undefined }
  /** Minutes without a call after which the process is ended to give its memory back; 0 never. */
  idleMinutes: () => number
  /** Called when the first of those at work begins, and when the last has ended. */
  onBusy?: (busy: boolean) => void
}

/** An engine that starts when it is needed, leaves a core to the window, and goes when nobody has needed it for long. */
export function engineKeeper({
  spawn,
  settings,
  idleMinutes,
  onBusy = () => {},
}: KeeperOptions): EngineKeeper {
  const cores = availableParallelism()
  const engine = engineProcess({
    spawn: () => {
      const { spareCore, adapter } = settings()
      return spawn({
        REROLL_THREADS: String(spareCore ? Math.max(1, cores - 1) : cores),
        REROLL_YIELDS: '1',
        ...(adapter && { REROLL_ADAPTER: adapter }),
      })
    },
  })
  let calls = 0
  let timer: NodeJS.Timeout | undefined
  const rest = () => {
    clearTimeout(timer)
    const minutes = idleMinutes()
    if (calls > 0 || minutes <= 0) return
    timer = setTimeout(() => void engine.stop(), minutes * 60_000)
    timer.unref()
  }
  return {
    forgive: engine.forgive,
    stop: () => {
      clearTimeout(timer)
      return engine.stop()
    },
    isBusy: () => calls > 0,
    call: async (name, input, options) => {
      if (++calls === 1) onBusy(true)
      clearTimeout(timer)
      try {
        return await engine.call(name, input, options)
      } finally {
        if (--calls === 0) onBusy(false)
        rest()
      }
    },
  }
}
