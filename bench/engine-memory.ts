import { readdirSync, readFileSync } from 'node:fs'
import { type EngineProcess, engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'

export type Watched = EngineProcess & {
  /** Of the engine that runs now: `VmHWM`, its peak, or `VmRSS`, in MiB. Linux only. */
  mebibytes(what: 'VmHWM' | 'VmRSS'): number
  /** Processor time that all threads of the engine have used, in ms. Linux only. */
  processorMs(): number
  /** How many processes were started so far. */
  started(): number
}

/** An engine process whose memory can be read. */
export function watchedEngine(): Watched {
  let pid: number | undefined
  let count = 0
  const engine = engineProcess({
    spawn: () => {
      count++
      const child = forkEngine()
      pid = child.pid
      return child
    },
  })
  return {
    ...engine,
    started: () => count,
    processorMs: () =>
      readdirSync(`/proc/${pid}/task`)
        .map(task => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
        .reduce((sum, ms) => sum + ms, 0),
    mebibytes: what => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
    },
  }
}
