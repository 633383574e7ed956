import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { LibrarySwitch } from '../library-switch.ts'

type Names = Extract<keyof StudioHandlers, `folders.${string}`> | 'pictures.import'
export type Parts = { libraries: LibrarySwitch; requireRoom: (folder: string) => Promise<void> }

export const folderHandlers = ({ libraries, requireRoom }: Parts): Pick<StudioHandlers, Names> => ({
  'folders.list': async () => (await libraries.now()).folders(),
  'folders.add': async ({ folder }, { emit }) => {
    const library = await libraries.now()
    const soon = latestOf(emit)
    const begun = performance.now()
    const tell = (done: number, of: number) =>
      soon.push({ done, of, msLeft: ((performance.now() - begun) / done) * (of - done) })
    await library.addFolder(folder, undefined, tell).finally(soon.flush)
    return library.folders()
  },
  'folders.remove': async ({ folder }) => {
    const library = await libraries.now()
    await library.removeFolder(folder)
    return library.folders()
  },
  'pictures.import': async ({ ids }, { emit, signal }) => {
    const library = await libraries.now()
    await requireRoom(library.folder)
    const soon = latestOf(emit)
    return library.importExternal(ids, { signal, onEvent: soon.push }).finally(soon.flush)
  },
})
