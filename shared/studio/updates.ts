import * as z from 'zod'
import { method } from '../contract.ts'

/** `major.minor.patch`, as package.json has it. */
const versionText = z.string().regex(/^\d+\.\d+\.\d+$/, 'a version is three numbers')

/** What a signed feed says: the newest release and its files. */
export const feed = z.object({
  version: versionText,
  /** YYYY-MM-DD. */
  date: z.iso.date(),
  /** A page for people; shown, never opened. */
  page: z.url({ protocol: /^https$/ }),
  files: z
    .array(z.object({ name: z.string().min(1).max(300), size: z.int().min(1), sha512: z.hex().length(128) }))
    .max(50),
})
export type Feed = z.output<typeof feed>

export type UpdateAnswer =
  /** This build knows no feed, or nobody has allowed to ask it: nothing was asked. */
  | { state: 'none' | 'off' }
  | { state: 'newest' }
  | { state: 'newer'; version: string; date: string; page: string }

export const updatesContract = {
  /** Asks the feed once, and only where `checkUpdates` of the settings is on. Errors: `network`. */
  'updates.check': method<UpdateAnswer>()(z.void()),
}
