import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StudioError } from '#shared/errors.ts'
import type { EngineChild } from './engine-process.ts'

/** The engine's entry: beside the bundle once built; from source, the source itself where Node reads TypeScript. */
function engineEntry(): string {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const built = at('./engine.mjs')
  if (existsSync(built)) return built
  const readsTypeScript = 'typescript' in process.features && process.features.typescript
  return at(readsTypeScript ? '../../engine/entry.ts' : '../../dist/engine.mjs')
}

/** Keeps the end of what the engine said on stderr: native libraries name the cause of a crash there. */
const tailLength = 2000

/** The engine as a child process of plain Node, for hosts without Electron. */
export function forkEngine(env: Record<string, string> = {}): EngineChild {
  const child = fork(engineEntry(), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
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
