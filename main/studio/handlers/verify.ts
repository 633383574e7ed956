import { randomInt } from 'node:crypto'
import { verifyLimits } from '#shared/studio/verify.ts'
import type { AssetStore } from '../canvas/asset-store.ts'
import { bringAssets } from '../canvas/bring-assets.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import { type AtHand, bringAlong } from '../knobs/at-hand.ts'
import { verifyLibrary } from '../library/verify-library.ts'
import type { LibrarySwitch } from '../library-switch.ts'

export type Parts = { libraries: LibrarySwitch; call: EngineCall; hand: AtHand; assets: AssetStore }

export const verifyHandlers = ({
  libraries,
  call,
  hand,
  assets,
}: Parts): Pick<StudioHandlers, 'library.verify'> => ({
  'library.verify': async ({ sample, seed = randomInt(verifyLimits.seed.max + 1) }, { emit, signal }) => {
    const soon = latestOf(emit)
    return verifyLibrary(await libraries.now(), {
      sample,
      seed,
      signal,
      onEvent: soon.push,
      // The directions and images that only the picture still holds.
      callFor: async (file, { settings }) => {
        await bringAlong(hand, settings, () => file)
        await bringAssets(assets, settings, () => file)
        return call
      },
    }).finally(soon.flush)
  },
})
