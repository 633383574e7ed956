import type { ActionId } from '#shared/actions.ts'

export type Deed = {
  run: () => void | Promise<void>
  /** Absent: always. */
  enabled?: () => boolean
  /** What it would do now, in place of its row's label. */
  label?: () => string | undefined
}
export type Deeds<Id extends ActionId> = Record<Id, Deed>
