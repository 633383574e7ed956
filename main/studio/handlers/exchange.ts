import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { LibrarySwitch } from '../library-switch.ts'

type Names = 'library.import'
export type Parts = { libraries: LibrarySwitch; requireRoom: (folder: string) => Promise<void> }

export const exchangeHandlers = ({ libraries, requireRoom }: Parts): Pick<StudioHandlers, Names> => ({
  'library.import': async ({ paths, move }, { emit, signal }) => {
    const library = await libraries.now()
    await requireRoom(library.folder)
    const soon = latestOf(emit)
    return library.import({ paths, move, signal, onEvent: soon.push }).finally(soon.flush)
  },
})
