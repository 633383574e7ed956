import type { StudioHandlers } from '../host.ts'
import type { Shelf } from '../library/shelf.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { untilAborted } from '../listeners.ts'
import { installedModels } from '../model-library.ts'
import { restoreSettings } from '../restore.ts'

type Names = Extract<keyof StudioHandlers, `pictures.${string}`>

export const pictureHandlers = (shelf: Shelf, libraries: LibrarySwitch): Pick<StudioHandlers, Names> => ({
  'pictures.range': range => shelf.now().range(range),
  'pictures.get': ({ id }) => shelf.now().get(id),
  'pictures.edit': async ({ ids, ...change }) => (await libraries.now()).edit(ids, change),
  'pictures.trash': async ({ ids }) => (await libraries.now()).trash(ids),
  'pictures.restore': async ({ ids }) => (await libraries.now()).restore(ids),
  'pictures.purge': async ({ ids }) => (await libraries.now()).purge(ids),
  'pictures.watch': async (_, { signal, emit }) => {
    const stop = shelf.watch(emit)
    await untilAborted(signal).finally(stop)
  },
  'pictures.read': async ({ name, png }) => {
    const models = await installedModels()
    return restoreSettings(name, png, {
      installed: id => models.some(model => model.id === id),
      has: id => shelf.now().has(id),
    })
  },
})
