import { type ActionId, actionIds, actionRows } from '#shared/actions.ts'
import { watch } from '../api.ts'
import { isTyping, matches } from '../lib/keys.ts'
import { isEnabled, runAction } from './run.ts'

/** Left to fields while somebody types in one. */
const fieldsOwn: ReadonlySet<ActionId> = new Set(['undo', 'picture.copy', 'history.selectAll'])
/** Work within a dialog too. */
const everywhere: ReadonlySet<ActionId> = new Set(['roll', 'palette'])
const bare = (keys: string) => !/^(Mod|Alt)\+|^F\d+$/.test(keys)

const actionOf = (event: KeyboardEvent): ActionId | undefined =>
  actionIds.find(id => {
    const keys = actionRows[id].keys.find(one => matches(event, one))
    if (!keys) return false
    if (isTyping(event.target) && (bare(keys) || fieldsOwn.has(id))) return false
    return isEnabled(id)
  })

/** Menus, sliders and grids keep the keys that they use. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  (event.target instanceof Element && event.target.closest('[role=menu], [role=slider]') !== null)

export function listenForKeys(): void {
  window.addEventListener('keydown', event => {
    if (isTaken(event)) return
    const id = actionOf(event)
    if (!id || (document.querySelector('dialog[open]') && !everywhere.has(id))) return
    event.preventDefault()
    runAction(id)
  })
  watch('host.watch', ({ action }) => {
    if (Object.hasOwn(actionRows, action)) runAction(action as ActionId)
  })
}
