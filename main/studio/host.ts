import type { Handlers } from '#shared/contract.ts'
import type { StudioContract } from '#shared/studio-contract.ts'

/** What each host does in its own way, or not at all (`can` of `host.info` says which). */
export type HostHandlers = Pick<
  Handlers<StudioContract>,
  | 'host.info'
  | 'host.chooseFolder'
  | 'host.saveFiles'
  | 'host.watch'
  | 'models.reveal'
  | 'pictures.saveAs'
  | 'pictures.copy'
  | 'pictures.reveal'
  | 'pictures.dragOut'
>
/** What is the same in every host. */
export type StudioHandlers = Omit<Handlers<StudioContract>, keyof HostHandlers>
