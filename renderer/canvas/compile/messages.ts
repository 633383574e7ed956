import type { CanvasRecord, RecordId } from '#shared/canvas/records.ts'
import type { AssetId } from '#shared/conditions.ts'
import type { Compiled, CompileModel, CompileSize } from './compiled.ts'
import type { File } from './outputs.ts'

/** What the window sends: what changed since it last did, and what it wants. */
export type CompileRequest = {
  n: number
  changes: readonly (readonly [RecordId, CanvasRecord | null])[]
  images: ReadonlyMap<AssetId, ImageBitmap>
  size: CompileSize
  model: CompileModel
  drawing: boolean
  /** Files that did not arrive where they are kept. */
  lost: readonly AssetId[]
}

/** Files always come, even for a request that a newer one has replaced. */
export type CompileAnswer = {
  n: number
  compiled: Compiled | null
  /** Why there is none: null when a newer request has come. */
  failure: string | null
  files: readonly File[]
}
