import { type ActionId, actionRows } from '#shared/actions.ts'
import { explain } from '../stores/toasts.ts'
import { diceDeeds } from './dice-deeds.ts'
import { pictureDeeds } from './picture-deeds.ts'
import { promptDeeds } from './prompt-deeds.ts'
import type { Deeds } from './types.ts'
import { undoDeeds } from './undo-deeds.ts'
import { viewDeeds } from './view-deeds.ts'

/** What each row of the table of actions does; a row without a deed does not compile. */
export const deeds: Deeds<ActionId> = {
  ...diceDeeds,
  ...pictureDeeds,
  ...promptDeeds,
  ...undoDeeds,
  ...viewDeeds,
}

export const labelOf = (id: ActionId): string => deeds[id].label?.() ?? actionRows[id].label

export const isEnabled = (id: ActionId): boolean => deeds[id].enabled?.() ?? true

export function runAction(id: ActionId): void {
  if (!isEnabled(id)) return
  void (async () => deeds[id].run())().catch(explain)
}
