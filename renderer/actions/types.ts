import type { ActionId } from '#shared/actions.ts'

export type Deed = {
  run: () => void | Promise<void>
  /** Absent: always. */
  enabled?: () => boolean
}
export type Deeds<Id extends ActionId> = Record<Id, Deed>
