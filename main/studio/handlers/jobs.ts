import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { untilAborted } from '../listeners.ts'
import { modelFolder } from '../model-library.ts'

type Names = Extract<keyof StudioHandlers, `jobs.${string}`>

export const jobHandlers = (jobs: Jobs, libraries: LibrarySwitch): Pick<StudioHandlers, Names> => ({
  'jobs.add': async ({ jobs: requests, front }) => {
    // What cannot work is told at once rather than by a job that fails.
    await (await libraries.now()).requireWritable()
    for (const model of new Set(requests.map(({ model }) => model))) await modelFolder(model)
    return { ids: jobs.add(requests, front) }
  },
  'jobs.watch': async (_, { signal, emit }) => {
    const stop = jobs.watch(emit)
    // Somebody is there to see it: what waited from the last time may begin.
    jobs.start()
    await untilAborted(signal).finally(stop)
  },
  'jobs.cancel': ({ ids }) => jobs.cancel(ids),
  'jobs.move': ({ id, to }) => jobs.move(id, to),
  'jobs.retry': async ({ id }) => {
    await libraries.now()
    jobs.retry(id)
  },
  'jobs.clear': () => jobs.clear(),
  'jobs.pause': async ({ paused }) => {
    if (!paused) await libraries.now()
    jobs.pause(paused)
  },
})
