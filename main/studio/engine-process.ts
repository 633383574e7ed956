import type { CallOptions, Client } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { connect, type Port } from '#shared/rpc.ts'
import { modelGate } from './model-gate.ts'

/** A started engine process, however the host starts one. Its port closes when it ends. */
export type EngineChild = { port: Port; pid?: number | undefined; kill(): void; closed: Promise<void> }
type SpawnEngine = () => EngineChild

export type EngineProcess = {
  call: Client<EngineContract>
  /** Ends the process: the only way to give its memory back. The next call starts a new one. */
  stop(): Promise<void>
  /** Forgets the crashes so far: a person wants it tried again. */
  forgive(): void
}

type Options = {
  spawn: SpawnEngine
  /** How long a cancelled call may go on before the process is ended, in ms. */
  graceMs?: number
  /** So many crashes in a row without one answer between them, and no more are started. */
  crashLimit?: number
}

/** What opens a whole model and keeps it open. */
const drawing: ReadonlySet<string> = new Set<keyof EngineContract>([
  'generate.run',
  'drafts.run',
  'knobs.discover',
  'time.frames',
  'time.dissolve',
])

/**
 * The engine behind its contract: started by the first call, started again after a crash,
 * replaced when another model is asked for (a process that ends is the only sure way to free a model).
 * Those who want the same model share it; who wants another waits until nobody uses this one.
 */
export function engineProcess({ spawn, graceMs = 5000, crashLimit = 3 }: Options): EngineProcess {
  type Started = { child: EngineChild; call: Client<EngineContract> }
  let current: Started | undefined
  /** Settles when the one that was ended last holds no memory any more. */
  let gone: Promise<void> | undefined
  const gate = modelGate()
  let folder: string | undefined
  let crashes = 0

  const start = () => {
    if (crashes >= crashLimit)
      throw new StudioError(
        'engine-crashed',
        `The engine crashed ${crashes} times in a row. Try the CPU (--device cpu), or check the model`,
      )
    const child = spawn()
    const started = { child, call: connect<EngineContract>(child.port) }
    // One that was ended by us is not current any more; else it is one crash, however many were waiting for answers.
    void child.closed.then(() => {
      if (current !== started) return
      current = undefined
      crashes++
    })
    current = started
    return started
  }

  /** Whoever asks from now on gets another one: this one hears nothing any more, though its end may take a while. */
  const end = (ending: Started) => {
    if (current === ending) current = undefined
    gone = ending.child.closed
    ending.child.kill()
  }
  const stop = async () => {
    if (current) end(current)
    await gone
  }

  const call: Client<EngineContract> = async (name, input, options: CallOptions<never> = {}) => {
    const wanted = drawing.has(name) ? (input as { folder: string }).folder : undefined
    const leave = await gate.enter(wanted, options.signal)
    let timer: NodeJS.Timeout | undefined
    let impatient = () => {}
    try {
      if (wanted !== undefined && folder !== wanted) {
        folder = wanted
        await stop()
      }
      const running = current ?? start()
      // Whoever shares the engine is not taken along, and a draft is not worth opening the model again.
      impatient = () => {
        timer = setInterval(() => {
          if (name !== 'drafts.run' && gate.users() === 1) end(running)
        }, graceMs)
      }
      options.signal?.addEventListener('abort', impatient, { once: true })
      const output = await running.call(name, input, options as never)
      crashes = 0
      return output
    } catch (error) {
      const crashed = error instanceof StudioError && error.code === 'engine-crashed'
      // Ended by us because it would not stop in time: to the caller that is a cancel like any other.
      if (crashed && options.signal?.aborted) throw new StudioError('cancelled', 'Cancelled')
      if (!crashed) crashes = 0
      throw error
    } finally {
      leave()
      clearInterval(timer)
      options.signal?.removeEventListener('abort', impatient)
    }
  }
  const forgive = () => {
    crashes = 0
  }
  return { call, stop, forgive }
}
