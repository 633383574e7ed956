import { readDirections } from '#engine/png/directions-chunk.ts'
import type { AssetStore } from '../canvas/asset-store.ts'
import { bringAssets, keepCarried } from '../canvas/bring-assets.ts'
import type { StudioHandlers } from '../host.ts'
import { type AtHand, bringAlong } from '../knobs/at-hand.ts'
import type { Shelf } from '../library/shelf.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { untilAborted } from '../listeners.ts'
import type { Searcher } from '../meaning/search.ts'
import { installedModels } from '../model-library.ts'
import { restoreSettings } from '../restore.ts'

type Names = Exclude<Extract<keyof StudioHandlers, `pictures.${string}`>, 'pictures.import'>

export const pictureHandlers = (
  shelf: Shelf,
  libraries: LibrarySwitch,
  hand: AtHand,
  assets: AssetStore,
  search: Searcher,
): Pick<StudioHandlers, Names> => ({
  'pictures.range': (range, { signal }) => search.range(shelf.now(), range, signal),
  'pictures.get': async ({ id }) => {
    const picture = await shelf.now().get(id)
    const { settings } = picture.record ?? {}
    // Whoever looks at it may want to draw it again.
    const fileOf = () => shelf.now().fileOf(id)
    if (settings) await bringAlong(hand, settings, fileOf)
    if (settings) await bringAssets(assets, settings, fileOf)
    return picture
  },
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
    for (const direction of Object.values(await readDirections(png))) await hand.add(direction)
    await keepCarried(assets, png)
    return restoreSettings(name, png, {
      installed: id => models.some(model => model.id === id),
      has: id => shelf.now().has(id),
    })
  },
})
