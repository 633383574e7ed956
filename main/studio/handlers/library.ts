import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import type { SessionKeeper } from '../settings/session.ts'
import type { Settings } from '../settings/settings.ts'

type Names =
  | 'library.info'
  | 'library.open'
  | 'library.rebuild'
  | Extract<keyof StudioHandlers, `settings.${string}` | `session.${string}`>
export type Parts = {
  libraries: LibrarySwitch
  settings: Settings
  session: SessionKeeper
  /** The library's folder while none is chosen. */
  defaultFolder: string
}

export const libraryHandlers = ({
  libraries,
  settings,
  session,
  defaultFolder,
}: Parts): Pick<StudioHandlers, Names> => {
  const { open } = libraries
  return {
    'library.info': async () => (await libraries.now()).info(),
    'library.open': async ({ folder }) => {
      const library = await open(folder)
      settings.set({ libraryFolder: library.folder })
      return library.info()
    },
    'library.rebuild': async (_, { emit }) => {
      const soon = latestOf(emit)
      const library = await libraries.now()
      return library.rebuild(soon.push).finally(soon.flush)
    },
    'settings.get': () => ({ settings: settings.get(), problem: settings.problem }),
    'settings.set': async ({ change, unset }) => {
      const { libraryFolder, ...others } = change
      // A folder among the settings is a library to open, not a word to write down.
      const folder = libraryFolder ?? (unset.includes('libraryFolder') ? defaultFolder : undefined)
      if (folder && folder !== (await libraries.now()).folder) await open(folder)
      return settings.set(libraryFolder ? { ...others, libraryFolder } : others, unset)
    },
    'session.get': () => session.get(),
    'session.set': change => session.set(change),
  }
}
