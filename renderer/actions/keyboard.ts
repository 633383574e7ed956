import { type ActionId, actionIds, actionRows } from '#shared/actions.ts'
import { isTyping, matches } from '../lib/keys.ts'
import { isEnabled, runAction } from './run.ts'

/** Left to fields while somebody types in one. */
const fieldsOwn: ReadonlySet<ActionId> = new Set(['undo', 'redo', 'picture.copy', 'history.selectAll'])
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

/**
 * Undo in a field of the desk: the field takes back its own typing as it always does; once it has nothing left, or what
 * it shows was not typed (a word that was offered, a recall), the desk's last change is taken back. Other fields keep
 * the keys to themselves.
 */
function undoInField(event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof Element) || !isTyping(target) || !target.closest(deskPanels)) return
  const id = (['undo', 'redo'] as const).find(id => actionRows[id].keys.some(one => matches(event, one)))
  if (!id) return
  let own = false
  const heard = () => {
    own = true
  }
  target.addEventListener('input', heard, { once: true })
  setTimeout(() => {
    target.removeEventListener('input', heard)
    if (!own) runAction(id)
  })
}
const deskPanels = '.prompt-panel, [data-side=dice], [data-side=knobs]'

/** Menus keep all keys, sliders those without a modifier, grids what they have used. */
const isTaken = (event: KeyboardEvent): boolean => {
  const { target, ctrlKey, metaKey, altKey } = event
  if (event.defaultPrevented || !(target instanceof Element)) return event.defaultPrevented
  const modified = ctrlKey || metaKey || altKey
  return target.closest(modified ? '[role=menu]' : '[role=menu], [role=slider]') !== null
}

export function listenForKeys(): void {
  window.addEventListener('keydown', event => {
    if (isTaken(event)) return
    undoInField(event)
    const id = actionOf(event)
    if (!id || (document.querySelector('dialog[open]') && !everywhere.has(id))) return
    event.preventDefault()
    runAction(id)
  })
}
