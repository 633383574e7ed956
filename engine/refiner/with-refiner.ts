import { freemem } from 'node:os'
import { StudioError } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { readModelFolder } from '../model/folder.ts'
import type { Model } from '../model/open.ts'
import type { ModelKeeper } from '../model-keeper.ts'
import type { Stopwatch } from '../stopwatch.ts'
import { checkPair } from './check-pair.ts'
import { weightBytes } from './weight-bytes.ts'

/** A second model beside the one that begins. */
export type OpenRefiner = {
  model: Model
  hash: string
  /** There is no room for both: each is put away while the other is asked. */
  short: boolean
}

export type RefinerWanted = {
  generation: Pick<Generation, 'refiner'>
  /** Where it lies. */
  folder: string | undefined
  threads?: number | undefined
  signal: AbortSignal
  watch?: Stopwatch
  /** Told a sentence when the two have no room beside each other. */
  tell?: (sentence: string) => void
  /** Bytes of memory that this machine has free. */
  free?: () => number
}

/** Refiners for which something had to be put away when they were opened. */
const squeezed = new WeakSet<Model>()

/**
 * Opens the refiner that settings name on the device of the model that begins, for the time of `work`; null where they
 * name none, and the one that was kept open is closed. Where memory does not hold both, the first is put away before.
 * Errors: `model-missing`, those of `checkPair` and of `openModel`.
 */
export async function withRefiner<T>(
  keeper: ModelKeeper,
  base: Model,
  { generation, folder, threads, signal, watch, tell, free = freemem }: RefinerWanted,
  work: (refiner: OpenRefiner | null) => Promise<T>,
): Promise<T> {
  if (!generation.refiner) {
    await keeper.letGo()
    return work(null)
  }
  if (!folder)
    throw new StudioError(
      'model-missing',
      `The refiner "${generation.refiner.model}" is not among the installed models; add it, or leave it out`,
    )
  const files = await readModelFolder(folder)
  checkPair(base, files)
  let short = false
  const makeRoom = async () => {
    short = true
    await base.park()
  }
  const wanted = {
    folder,
    device: base.device.id,
    threads,
    signal,
    // A graphics card refuses what it has no room for; a system would swap, or end the process.
    beforeOpening: async () => {
      if (base.device.id === 'cpu' && free() < (await weightBytes(files))) await makeRoom()
    },
  }
  // Opened first and then asked, so that memory which runs out while drawing is not taken for this.
  await keeper
    .use(wanted, async () => {}, watch)
    .catch(async error => {
      if (short || !(error instanceof StudioError) || error.code !== 'out-of-memory') throw error
      await makeRoom()
      await keeper.use(wanted, async () => {}, watch)
    })
  return keeper.use(wanted, async ({ model, hash }) => {
    if (short && !squeezed.has(model)) {
      squeezed.add(model)
      tell?.('Memory does not hold the model and its refiner at once: each is put away while the other draws')
    }
    const tight = squeezed.has(model)
    // What is given up for memory is given up in both.
    model.economy = base.economy
    // Nothing passes through its decoder: the latent goes over as it is.
    await model.park(tight ? undefined : 'decoder')
    return work({ model, hash: hash.hash, short: tight })
  })
}
