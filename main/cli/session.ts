import { cpus } from 'node:os'
import { type EngineChild, type EngineProcess, engineProcess } from '../studio/engine-process.ts'
import { filesOfLoras, loraFolders } from '../studio/loras/lora-library.ts'
import { withLoraFiles } from '../studio/loras/with-loras.ts'
import { modelFolder } from '../studio/model-library.ts'
import { withRefinerFolder } from '../studio/with-refiner.ts'

export type Io = {
  out: (text: string) => void
  /** A terminal or a file; errors and progress go here. */
  err: NodeJS.WriteStream
  /** The engine as this host starts it: a child of Node, or of Electron from within a package. */
  spawn: (env: Record<string, string>) => EngineChild
}

export type Session = { engine: EngineProcess; signal: AbortSignal; io: Io }

/** Runs a command with an engine that ends with it. Ctrl-C cancels; a second one ends the engine at once. */
export async function withSession<T>(io: Io, command: (session: Session) => Promise<T>): Promise<T> {
  const engine = engineProcess({
    spawn: () => io.spawn({ REROLL_THREADS: process.env.REROLL_THREADS ?? String(cpus().length) }),
  })
  const abort = new AbortController()
  let asked = 0
  const cancel = () => {
    asked++
    abort.abort()
    if (asked > 1) void engine.stop()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, cancel)
  try {
    // Pictures of any command may name LoRAs and a refiner.
    const refined = withRefinerFolder(engine.call, modelFolder)
    const call = withLoraFiles(refined, names => filesOfLoras(names, loraFolders()))
    return await command({ engine: { ...engine, call }, signal: abort.signal, io })
  } finally {
    for (const name of signals) process.off(name, cancel)
    await engine.stop()
  }
}
