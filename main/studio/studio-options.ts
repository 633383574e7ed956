import type { Handlers } from '#shared/contract.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { SpawnEngine } from './engine-keeper.ts'
import type { HostHandlers } from './host.ts'
import type { Keychain } from './hub/token.ts'
import type { SettingsStore } from './settings/settings.ts'

export type StudioOptions = {
  /** For settings, session and queue. */
  data: string
  /** For the index, thumbnails and samples: may be emptied at any time. */
  cache: string
  /** The library's folder until a person chooses one; made when it is missing. */
  pictures: string
  spawn: SpawnEngine
  /** Opens the store whose file is `settings.json` in `data`. Called once, after a garbage file was moved aside. */
  openSettings: () => SettingsStore
  /** The system's keychain, for the hub's token; without one it is kept until the end. */
  keychain?: Keychain
  /** For what went wrong without anybody having asked, one sentence each. */
  onProblem?: (sentence: string) => void
}

type StudioImage = { bytes: Uint8Array; type: string }
export type Studio = {
  /** Everything that a window may ask, with the host's own part put in. */
  handlers(host: HostHandlers): Handlers<StudioContract>
  /** A picture's bytes, as a thumbnail when `width` is at most a thumbnail's; null when there is no such picture. */
  image(id: string, width?: number): Promise<StudioImage | null>
  /** The path of a picture's file. Errors: `invalid-input` when there is none of that id. */
  fileOf(id: string): Promise<string>
  /** Ends everything; what was being drawn waits for the next start. */
  close(): Promise<void>
}
