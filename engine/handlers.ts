import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { deviceReports } from './devices.ts'
import { generate } from './generate.ts'
import { hashModel, type ModelHash } from './model/hash.ts'
import { inspectModel } from './model/inspect.ts'
import { type Model, openModel } from './model/open.ts'

/** What the engine process answers. It keeps the last model open; a host that wants another ends the process. */
export function engineHandlers(): Handlers<EngineContract> {
  let held: { key: string; model: Model; hash?: ModelHash } | undefined
  return {
    'devices.list': () => deviceReports(),
    'models.inspect': ({ folder, device, verify }, { signal }) =>
      inspectModel(folder, { device, verify, signal }),
    'generate.run': (request, context) =>
      generate(request, context, async watch => {
        const key = `${request.device ?? ''} ${request.folder}`
        if (held?.key !== key) {
          await held?.model.release()
          held = undefined
          watch.enter('load')
          const model = await openModel(request.folder, { device: request.device, threads: threadsWanted() })
          held = { key, model }
        }
        // A cancel while the files are hashed leaves the opened model for the next request.
        if (!held.hash) watch.enter('verify')
        const { path, studio } = held.model.folder
        held.hash ??= await hashModel(path, studio, context.signal)
        return { model: held.model, hash: held.hash }
      }),
  }
}

/** REROLL_THREADS keeps a core free for a window; all cores when it is not set. */
function threadsWanted(): number | undefined {
  const threads = Number(process.env.REROLL_THREADS)
  return Number.isInteger(threads) && threads > 0 ? threads : undefined
}
