import { exportPictures } from '../export/export-pictures.ts'
import { idsOf } from '../export/ids-of.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { LibrarySwitch } from '../library-switch.ts'

type Names = 'library.import' | 'library.export'
export type Parts = { libraries: LibrarySwitch; requireRoom: (folder: string) => Promise<void> }

export const exchangeHandlers = ({ libraries, requireRoom }: Parts): Pick<StudioHandlers, Names> => ({
  'library.import': async ({ paths }, { emit, signal }) => {
    const library = await libraries.now()
    await requireRoom(library.folder)
    const soon = latestOf(emit)
    return library.import({ paths, signal, onEvent: soon.push }).finally(soon.flush)
  },
  'library.export': async ({ ids, filter, ...wish }, { emit, signal }) => {
    const library = await libraries.now()
    const soon = latestOf(emit)
    const options = { ...wish, ids: ids ?? idsOf(library, filter), signal, onEvent: soon.push }
    return exportPictures(library, options).finally(soon.flush)
  },
})
