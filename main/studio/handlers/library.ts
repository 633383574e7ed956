import type { StudioHandlers } from '../host.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { Shelf } from '../library/shelf.ts'
import type { SessionKeeper } from '../settings/session.ts'
import type { Settings } from '../settings/settings.ts'

type Names = Extract<keyof StudioHandlers, `library.${string}` | `settings.${string}` | `session.${string}`>
export type Parts = { shelf: Shelf; jobs: Jobs; settings: Settings; session: SessionKeeper }

export const libraryHandlers = ({ shelf, jobs, settings, session }: Parts): Pick<StudioHandlers, Names> => ({
  'library.info': () => shelf.now().info(),
  'library.open': ({ folder }) =>
    jobs.aside(async () => {
      const library = await shelf.change(folder)
      settings.set({ libraryFolder: library.folder })
      return library.info()
    }),
  'library.rebuild': (_, { emit }) => {
    const soon = latestOf(emit)
    return shelf.now().rebuild(soon.push).finally(soon.flush)
  },
  'settings.get': () => ({ settings: settings.get(), problem: settings.problem }),
  'settings.set': async ({ change, unset }) => {
    const { libraryFolder, ...others } = change
    // A folder among the settings is a library to open, not a word to write down.
    if (libraryFolder && libraryFolder !== shelf.now().folder)
      await jobs.aside(() => shelf.change(libraryFolder))
    return settings.set(libraryFolder ? { ...others, libraryFolder } : others, unset)
  },
  'session.get': () => session.get(),
  'session.set': change => session.set(change),
})
