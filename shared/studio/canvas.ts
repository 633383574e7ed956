import * as z from 'zod'
import { record } from '../canvas/records.ts'
import { assetId } from '../conditions.ts'
import { method } from '../contract.ts'

const drawingId = z.string().regex(/^[0-9a-z-]{1,40}$/, 'a drawing is called by letters, digits and hyphens')
export type DrawingId = string
const name = z.string().trim().min(1, 'a drawing needs a name').max(100)

export type DrawingCard = {
  id: DrawingId
  name: string
  /** Milliseconds since 1970. */
  created: number
  changed: number
  layers: number
  items: number
  /** Milliseconds since 1970, or null when it is not in the trash. */
  trashed: number | null
}

export const canvasContract = {
  /** Keeps a file that settings and drawings name by the SHA-256 of its bytes: a PNG, or a drawing as JSON. */
  'assets.put': method<{ id: string }>()(z.strictObject({ bytes: z.instanceof(Uint8Array) })),
  /** Its bytes. Errors: `invalid-input` when there is none of that id. */
  'assets.get': method<{ bytes: Uint8Array }>()(z.strictObject({ id: assetId })),
  /** Newest change first. */
  'drawings.list': method<DrawingCard[]>()(z.void()),
  'drawings.create': method<{ id: DrawingId }>()(
    z.strictObject({ name, records: z.array(record).min(1).max(25_000) }),
  ),
  /** `revision` counts the changes that are kept; `lost` says in one sentence what of it could not be read. */
  'drawings.open': method<{ name: string; records: unknown[]; revision: number; lost: string | null }>()(
    z.strictObject({ id: drawingId }),
  ),
  /**
   * Adds a change to what is kept; when it answers, the change outlives a kill of every process. A change whose
   * revision is not the next one is refused: another window has changed the drawing.
   */
  'drawings.append': method<{ revision: number }>()(
    z.strictObject({
      id: drawingId,
      revision: z.int().min(0),
      /** Null takes a record away. */
      changes: z.record(z.string().min(1).max(40), record.nullable()),
    }),
  ),
  'drawings.rename': method<void>()(z.strictObject({ id: drawingId, name })),
  'drawings.trash': method<void>()(z.strictObject({ id: drawingId })),
  'drawings.restore': method<void>()(z.strictObject({ id: drawingId })),
}
