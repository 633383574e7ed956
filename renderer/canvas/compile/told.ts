import type { RecordId } from '#shared/canvas/records.ts'
import type { Preview, Untold } from './compiled.ts'

/** What was told of which layer so far. */
export type Told = { maps: Map<RecordId, Preview>; untold: Map<RecordId, Untold> }

/** Lets newer requests be heard; throws when this one is no longer wanted. */
export type Breathe = () => Promise<void>
