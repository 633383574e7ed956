import type { Page } from 'playwright'
import type { Profile } from './profile.ts'

/** An open studio, whichever host shows it. */
export type Opened = {
  page: Page
  /** The host's process. */
  pid: number
  /** Requests to anywhere but this studio, so far. */
  outside(): Promise<string[]>
  /** As a person closes it; resolves when nothing of it runs any more. */
  close(): Promise<void>
}

/** The studio in one of its two homes. */
export type Host = {
  name: 'served' | 'electron'
  open(profile: Profile, env?: Record<string, string>): Promise<Opened>
  /** Ends what the host shares between openings. */
  dispose(): Promise<void>
}
