import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { StudioError } from '#shared/errors.ts'
import { cudaEnv } from './cuda/folder.ts'
import type { EngineChild } from './engine-process.ts'
import { helperFile } from './helper-file.ts'

/** From source under a Node that reads no TypeScript, the built one where it would lie. */
const engineEntry = (): string =>
  helperFile('engine', '../../engine/entry.ts', import.meta.url) ??
  fileURLToPath(new URL('../../dist/engine.mjs', import.meta.url))

/** Keeps the end of what the engine said on stderr: native libraries name the cause of a crash there. */
const tailLength = 2000

/** The engine as a child process of plain Node, for hosts without Electron. */
export function forkEngine(env: Record<string, string> = {}): EngineChild {
  const child = fork(engineEntry(), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...cudaEnv(), ...env },
    execArgv: [],
  })
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-tailLength)
    if (process.env.REROLL_LOG) process.stderr.write(text)
  })
  const reason = (code: number | null, signal: string | null) => {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
    const memory = signal === 'SIGKILL' ? ' (the system does so when memory runs out)' : ''
    const said = tail.trim() ? `. It said last: ${tail.trim().slice(-400)}` : ''
    return new StudioError('engine-crashed', `The engine ${how}${memory}${said}`)
  }
  const closers: ((reason: StudioError) => void)[] = []
  const closed = new Promise<void>(resolve => {
    child.once('error', error => {
      const failed = new StudioError('engine-crashed', `The engine could not be started: ${error.message}`)
      for (const close of closers) close(failed)
      resolve()
    })
    child.once('close', (code, signal) => {
      for (const close of closers) close(reason(code, signal))
      resolve()
    })
  })
  return {
    pid: child.pid,
    closed,
    kill: () => void child.kill('SIGKILL'),
    port: {
      send: message => {
        if (child.connected) child.send(message as never, () => {})
      },
      onMessage: listener => void child.on('message', listener),
      onClose: listener => void closers.push(listener),
    },
  }
}
