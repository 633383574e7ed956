import type { AssetStore } from '../canvas/asset-store.ts'
import type { Drawings } from '../canvas/drawings.ts'
import type { StudioHandlers } from '../host.ts'

type Names = Extract<keyof StudioHandlers, `assets.${string}` | `drawings.${string}`>

export type CanvasServices = {
  assets: AssetStore
  drawings: Drawings
  /** Errors: `disk-full`. */
  requireRoom: () => Promise<void>
}

export const canvasHandlers = ({
  assets,
  drawings,
  requireRoom,
}: CanvasServices): Pick<StudioHandlers, Names> => ({
  'assets.put': async ({ bytes }) => {
    await requireRoom()
    return { id: await assets.put(bytes) }
  },
  'assets.get': async ({ id }) => ({ bytes: await assets.get(id) }),
  'drawings.list': () => drawings.list(),
  'drawings.create': async ({ name, records }) => {
    await requireRoom()
    return { id: await drawings.create(name, records) }
  },
  'drawings.open': ({ id }) => drawings.open(id),
  'drawings.append': async ({ id, revision, changes }) => {
    await requireRoom()
    return { revision: await drawings.append(id, revision, changes) }
  },
  'drawings.rename': ({ id, name }) => drawings.rename(id, name),
  'drawings.trash': ({ id }) => drawings.trash(id, Date.now()),
  'drawings.restore': ({ id }) => drawings.trash(id, null),
})
