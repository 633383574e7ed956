import type { RecordId } from '#shared/canvas/records.ts'
import type { Conditions } from '#shared/conditions.ts'

/** A small picture of what the model is told by a layer. */
export type Preview = {
  /** A data URL of a PNG, for `img`. */
  url: string
  width: number
  height: number
}

/**
 * Why a visible layer tells the model nothing: nothing on it lies in the box; the model has no such net; there are
 * more regions or maps than conditions may have; a mask has no paint or image in the box to keep or draw anew.
 */
export type Untold = 'empty' | 'no-net' | 'too-many' | 'nothing-to-keep'

export type Compiled = {
  conditions: Conditions
  maps: Map<RecordId, Preview>
  untold: Map<RecordId, Untold>
}

/** What of a model a compiler needs to know. */
export type CompileModel = {
  /** `sketch` if the model has that input, then the names of its ControlNets. */
  controls: readonly string[]
}
export type CompileSize = { width: number; height: number }
export type CompileOptions = {
  /** Whether the drawing itself is kept as a file beside the picture; not worth it for a stroke in progress. */
  drawing?: boolean
}
