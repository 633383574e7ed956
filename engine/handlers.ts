import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { deviceReports } from './devices.ts'
import { generate, type Opened } from './generate.ts'
import { hashModel } from './model/hash.ts'
import { inspectModel } from './model/inspect.ts'
import { openModel } from './model/open.ts'

/** What the engine process answers. It keeps the last model open; a host that wants another ends the process. */
export function engineHandlers(): Handlers<EngineContract> {
  let held: { key: string; opened: Opened } | undefined
  return {
    'devices.list': () => deviceReports(),
    'models.inspect': ({ folder, device, verify }, { signal }) =>
      inspectModel(folder, { device, verify, signal }),
    'generate.run': (request, context) =>
      generate(request, context, async watch => {
        const key = `${request.device ?? ''} ${request.folder}`
        if (held?.key === key) return held.opened
        await held?.opened.model.release()
        held = undefined
        watch.enter('load')
        const model = await openModel(request.folder, { device: request.device, threads: threadsWanted() })
        watch.enter('verify')
        const hash = await hashModel(model.folder.path, model.folder.studio, context.signal)
        held = { key, opened: { model, hash } }
        return held.opened
      }),
  }
}

/** REROLL_THREADS keeps a core free for a window; all cores when it is not set. */
function threadsWanted(): number | undefined {
  const threads = Number(process.env.REROLL_THREADS)
  return Number.isInteger(threads) && threads > 0 ? threads : undefined
}
