import type { PictureChange } from '#shared/studio/pictures.ts'
import type { Listeners } from '../listeners.ts'
import type { Serial } from '../serial.ts'
import type { IdOf } from './describe.ts'
import type { Index } from './index-file.ts'

/** What the parts of an open library share. */
export type LibraryState = {
  folder: string
  index: Index
  changes: Listeners<PictureChange>
  /** Whatever moves files or follows them goes one after another. */
  serial: Serial
  idOf: IdOf
  thumbnails: string
  /** Asked before anything is written: disks come and go. Errors: `not-writable` with the reason. */
  requireWritable(): Promise<void>
}
