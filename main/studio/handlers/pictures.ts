import { readDirections } from '#engine/png/directions-chunk.ts'
import type { AssetStore } from '../canvas/asset-store.ts'
import { bringAssets, keepCarried } from '../canvas/bring-assets.ts'
import type { StudioHandlers } from '../host.ts'
import { type AtHand, bringAlong } from '../knobs/at-hand.ts'
import type { Shelf } from '../library/shelf.ts'
import { untilAborted } from '../listeners.ts'
import type { Searcher } from '../meaning/search.ts'
import { restoreSettings } from '../restore.ts'
import { whatIsHere } from '../what-is-here.ts'

type Names = 'pictures.range' | 'pictures.get' | 'pictures.watch' | 'pictures.read'

export const pictureHandlers = (
  shelf: Shelf,
  hand: AtHand,
  assets: AssetStore,
  search: Searcher,
  loraPlaces: () => readonly string[],
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
  'pictures.watch': async (_, { signal, emit }) => {
    const stop = shelf.watch(emit)
    await untilAborted(signal).finally(stop)
  },
  'pictures.read': async ({ name, png }) => {
    for (const direction of Object.values(await readDirections(png))) await hand.add(direction)
    await keepCarried(assets, png)
    return restoreSettings(name, png, {
      here: await whatIsHere(loraPlaces()),
      has: id => shelf.now().has(id),
    })
  },
})
