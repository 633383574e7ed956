import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { QueueKeeper } from '../jobs/queue-keeper.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { Shelf } from '../library/shelf.ts'
import type { SessionKeeper } from '../settings/session.ts'
import type { Settings } from '../settings/settings.ts'

type Names = Extract<keyof StudioHandlers, `library.${string}` | `settings.${string}` | `session.${string}`>
export type Parts = {
  shelf: Shelf
  jobs: Jobs
  settings: Settings
  session: SessionKeeper
  kept: QueueKeeper
}

export const libraryHandlers = ({
  shelf,
  jobs,
  settings,
  session,
  kept,
}: Parts): Pick<StudioHandlers, Names> => {
  /** What waits goes along; what waited there from an earlier time is added to it. */
  const open = (folder: string) =>
    jobs.aside(async () => {
      const library = await shelf.change(folder)
      jobs.adopt(await kept.follow(library, jobs.queue()))
      return library
    })
  return {
    'library.info': () => shelf.now().info(),
    'library.open': async ({ folder }) => {
      const library = await open(folder)
      settings.set({ libraryFolder: library.folder })
      return library.info()
    },
    'library.rebuild': (_, { emit }) => {
      const soon = latestOf(emit)
      return shelf.now().rebuild(soon.push).finally(soon.flush)
    },
    'settings.get': () => ({ settings: settings.get(), problem: settings.problem }),
    'settings.set': async ({ change, unset }) => {
      const { libraryFolder, ...others } = change
      // A folder among the settings is a library to open, not a word to write down.
      if (libraryFolder && libraryFolder !== shelf.now().folder) await open(libraryFolder)
      return settings.set(libraryFolder ? { ...others, libraryFolder } : others, unset)
    },
    'session.get': () => session.get(),
    'session.set': change => session.set(change),
  }
}
