import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import Conf from 'conf'
import { cacheFolder, dataFolder, picturesFolder } from '../studio/folders.ts'
import { forkEngine } from '../studio/fork-engine.ts'
import { openStudio } from '../studio/studio.ts'
import type { ServerOptions } from './options.ts'
import { type ServedStudio, serveStudio } from './serve-studio.ts'

/** The built window: beside the bundle, or in the clone's dist/ when this runs from source. */
function builtWindow(): string {
  const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  return existsSync(at('./renderer')) ? at('./renderer') : at('../../dist/renderer')
}

/** Opens the studio and serves it. What goes wrong without anybody having asked goes to stderr. */
export async function runServer(options: ServerOptions): Promise<ServedStudio> {
  // Models are looked for by everybody, so everybody must know.
  if (options.data) process.env.REROLL_DATA = resolve(options.data)
  const data = dataFolder()
  const studio = await openStudio({
    data,
    cache: options.cache ?? cacheFolder(),
    pictures: options.pictures ?? picturesFolder(),
    spawn: forkEngine,
    openSettings: () => new Conf({ cwd: data, configName: 'settings' }),
    onProblem: sentence => void process.stderr.write(`${sentence}\n`),
  })
  try {
    const served = await serveStudio({
      studio,
      renderer: options.renderer ?? builtWindow(),
      port: options.port,
    })
    return {
      ...served,
      async close() {
        await served.close()
        await studio.close()
      },
    }
  } catch (error) {
    await studio.close()
    throw error
  }
}
