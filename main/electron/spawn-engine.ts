import { fileURLToPath } from 'node:url'
import { app, type Details, utilityProcess } from 'electron'
import { StudioError } from '#shared/errors.ts'
import { cudaEnv } from '../studio/cuda/folder.ts'
import type { EngineChild } from '../studio/engine-process.ts'

/** Keeps the end of what the engine said on stderr: native libraries name the cause of a crash there. */
const tailLength = 2000
/** The reason of an end is told apart from the end itself, a little before or after it. */
const reasonMs = 200
let started = 0

/** The engine as a utility process: the one kind of Node process that is left when the runAsNode fuse is off. */
export function spawnEngine(env: Record<string, string> = {}): EngineChild {
  const name = `Reroll engine ${++started}`
  const child = utilityProcess.fork(fileURLToPath(new URL('./engine.mjs', import.meta.url)), [], {
    serviceName: name,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...cudaEnv(), ...env },
  })
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-tailLength)
    if (process.env.REROLL_LOG) process.stderr.write(text)
  })
  const closers: ((reason: StudioError) => void)[] = []
  const closed = new Promise<void>(resolve => {
    let gone: Details | undefined
    const remember = (_: unknown, details: Details) => {
      if (details.name === name) gone = details
    }
    app.on('child-process-gone', remember)
    child.once('exit', code => {
      setTimeout(() => {
        app.off('child-process-gone', remember)
        for (const close of closers) close(reason(gone, code, tail))
        resolve()
      }, reasonMs)
    })
  })
  return {
    get pid() {
      return child.pid
    },
    closed,
    kill: () => void (child.pid ? process.kill(child.pid, 'SIGKILL') : child.kill()),
    port: {
      send: message => child.postMessage(message),
      onMessage: listener => void child.on('message', listener),
      onClose: listener => void closers.push(listener),
    },
  }
}

const reasons: Partial<Record<Details['reason'], string>> = {
  killed: 'was ended from outside (the system does so when memory runs out)',
  oom: 'ran out of memory',
  'launch-failed': 'could not be started',
}

function reason(gone: Details | undefined, code: number, tail: string): StudioError {
  const how = (gone && reasons[gone.reason]) ?? `ended with code ${gone?.exitCode ?? code}`
  const said = tail.trim() ? `. It said last: ${tail.trim().slice(-400)}` : ''
  return new StudioError('engine-crashed', `The engine ${how}${said}`)
}
