import type { ActionId } from '#shared/actions.ts'
import type { Actions } from './host.ts'

/** Passes menu commands on to whoever listens at that moment. */
export function actionRelay(): Actions {
  const listeners = new Set<(action: ActionId) => void>()
  return {
    send: action => {
      for (const listener of listeners) listener(action)
    },
    listen: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
