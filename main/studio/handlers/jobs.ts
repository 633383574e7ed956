import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { untilAborted } from '../listeners.ts'
import { modelFolder } from '../model-library.ts'

type Names = Extract<keyof StudioHandlers, `jobs.${string}`>

/** What was asked for is on disk before it is answered: a studio that goes down right after has not forgotten it. */
export const jobHandlers = (
  jobs: Jobs,
  libraries: LibrarySwitch,
  kept: { flush(): Promise<void> },
): Pick<StudioHandlers, Names> => ({
  'jobs.add': async ({ jobs: requests, front }) => {
    // What cannot work is told at once rather than by a job that fails.
    await (await libraries.now()).requireWritable()
    for (const model of new Set(requests.map(({ model }) => model))) await modelFolder(model)
    const ids = jobs.add(requests, front)
    await kept.flush()
    return { ids }
  },
  'jobs.watch': async (_, { signal, emit }) => {
    const stop = jobs.watch(emit)
    // Somebody is there to see it: what waited from the last time may begin.
    jobs.start()
    await untilAborted(signal).finally(stop)
  },
  'jobs.cancel': async ({ ids }) => {
    jobs.cancel(ids)
    await kept.flush()
  },
  'jobs.move': async ({ id, to }) => {
    jobs.move(id, to)
    await kept.flush()
  },
  'jobs.retry': async ({ id }) => {
    await libraries.now()
    jobs.retry(id)
    await kept.flush()
  },
  'jobs.clear': async () => {
    jobs.clear()
    await kept.flush()
  },
  'jobs.pause': async ({ paused }) => {
    if (!paused) await libraries.now()
    jobs.pause(paused)
    await kept.flush()
  },
})
