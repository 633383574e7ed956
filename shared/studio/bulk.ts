import * as z from 'zod'
import { method } from '../contract.ts'
import { colourLabels } from '../library/query-fields.ts'
import { order, type PictureId, pictureFilter, pictureId } from './pictures.ts'

/** Pictures that one request may be about. */
export const mostAtOnce = 100_000

const ids = z.array(pictureId).min(1).max(mostAtOnce)
const name = z.string().trim().min(1).max(64)

/** What a person says of pictures; what is left out stays. */
const change = {
  stars: z.int().min(0).max(5).optional(),
  /** True gives five stars to what has none; false takes all. */
  starred: z.boolean().optional(),
  label: z.enum(['', ...colourLabels]).optional(),
  addTags: z.array(name).optional(),
  removeTags: z.array(name).optional(),
  addBoards: z.array(name).optional(),
  removeBoards: z.array(name).optional(),
  note: z.string().max(20_000).optional(),
}
const pictureEdit = z.strictObject(change)
export type PictureEdit = z.output<typeof pictureEdit>

/** Tags and boards are names that pictures bear; a name that none bears is gone. */
const nameKinds = ['tag', 'board'] as const
export type NameKind = (typeof nameKinds)[number]
export type NameCount = { name: string; count: number }
export type Names = Record<NameKind, NameCount[]>

/** How many of some pictures bear what. */
export type Marks = {
  /** Those that are there. */
  of: number
  /** By the number of stars, from none to five. */
  stars: number[]
  /** By the colour; empty for none. */
  label: Record<string, number>
} & Record<NameKind, Record<string, number>>

export type BulkEvent = { done: number; of: number; msLeft: number }
type Ended = {
  /** Ended early; what was done until then stays. */
  cancelled: boolean
  /** Why it ended early, in one sentence; null when it did not. */
  problem: string | null
}
export type EditResult = Ended & {
  /** What takes all of it back: pictures that were changed, by what each needs. */
  undo: { ids: PictureId[]; change: PictureEdit }[]
}
export type MoveResult = Ended & { ids: PictureId[] }

/**
 * What is done to many pictures at once. Cancelling ends it between pictures and is answered with what was done; what is
 * gone meanwhile is passed over. Errors: `invalid-input` when none of them is there, `not-writable`, `disk-full` when
 * nothing was done yet.
 */
export const bulkContract = {
  /** Stars, labels, tags, boards and notes; kept in a sidecar beside each picture. */
  'pictures.edit': method<EditResult, BulkEvent>()(z.strictObject({ ids, ...change })),
  'pictures.trash': method<MoveResult, BulkEvent>()(z.strictObject({ ids })),
  'pictures.restore': method<MoveResult, BulkEvent>()(z.strictObject({ ids })),
  /** Deletes for good what is in the trash; without ids, all of it. */
  'pictures.purge': method<MoveResult, BulkEvent>()(z.strictObject({ ids: ids.optional() })),
  /** A tag or board becomes another, or with null none, on every picture, in the trash too. */
  'pictures.rename': method<EditResult, BulkEvent>()(
    z.strictObject({ kind: z.enum(nameKinds), name, to: name.nullable() }),
  ),
  /** All tags and boards of pictures that are not in the trash, by name. */
  'pictures.names': method<Names>()(z.void()),
  'pictures.marks': method<Marks>()(z.strictObject({ ids })),
  /** The ids of a window of pictures. */
  'pictures.ids': method<PictureId[]>()(
    z.strictObject({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(mostAtOnce).default(mostAtOnce),
      filter: pictureFilter.default({ trashed: false }),
      ...order,
    }),
  ),
  /** Where their files are. */
  'pictures.paths': method<string[]>()(z.strictObject({ ids })),
}
