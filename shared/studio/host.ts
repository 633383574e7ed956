import * as z from 'zod'
import { method } from '../contract.ts'

export type HostInfo = {
  kind: 'electron' | 'served'
  platform: string
  version: string
  /** What it was built from; empty when nobody knows. */
  commit: string
  /** Whom this build may ask about newer ones, by the name of the machine; null where it knows nobody. */
  feed: string | null
  /** What this host does itself; a browser must help itself otherwise. */
  can: {
    saveAs: boolean
    copy: boolean
    reveal: boolean
    dragOut: boolean
    chooseFolder: boolean
  }
}

/** Larger files are not read at all, dropped or opened. */
export const largestFile = 64 * 2 ** 20

/** What the system tells the window: a menu's command, a file that a person opened with it, or why that could not be read. */
export type HostEvent =
  | { action: string }
  | { open: { name: string; bytes: Uint8Array }; more: number }
  | { problem: string }

export type LibraryInfo = {
  folder: string
  pictures: number
  trashed: number
  bytes: number
  /** Pictures in the folders that are watched beside it. */
  external: number
  /** Why pictures cannot be kept there, in one sentence with a way on; null when all is well. */
  problem: string | null
}

export type RebuildEvent = { done: number; of: number; msLeft: number | null }

/** A bare name, of no folder. */
const fileName = z
  .string()
  .max(300)
  .regex(/^[^/\\\0]+$/, 'a file name holds no slash')

export const hostContract = {
  'host.info': method<HostInfo>()(z.void()),
  /**
   * Asks where to put files; several go beside each other, under the name that the first was given. Null when nobody
   * chose. Needs `can.saveAs`; a browser downloads them.
   */
  'host.saveFiles': method<{ file: string | null }>()(
    z.strictObject({
      files: z
        .array(z.strictObject({ name: fileName, bytes: z.instanceof(Uint8Array) }))
        .min(1)
        .max(1000),
    }),
  ),
  'host.chooseFolder': method<{ folder: string | null }>()(z.void()),
  /** Opens a model's folder in the system's file manager. Needs `can.reveal`. */
  'models.reveal': method<void>()(z.strictObject({ model: z.string().min(1) })),
  /** Until it is cancelled. Actions are the ids of `renderer/actions`. */
  'host.watch': method<void, HostEvent>()(z.void()),
  /**
   * Never answers: what went wrong without anybody having asked (a file in the library that is no picture, a garbled
   * sidecar, a damaged index), one sentence each; first those of this run so far, until it is cancelled.
   */
  'studio.problems': method<void, { problem: string }>()(z.void()),
  'library.info': method<LibraryInfo>()(z.void()),
  /** Another folder; what is in the old one stays there. */
  'library.open': method<LibraryInfo>()(z.strictObject({ folder: z.string().min(1) })),
  /** Throws the index away and reads every file again. */
  'library.rebuild': method<LibraryInfo, RebuildEvent>()(z.void()),
}
