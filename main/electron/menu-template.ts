import type { MenuItemConstructorOptions } from 'electron'
import { type ActionId, accelerator, actionIds, actionRows, type Menu, menuNames } from '#shared/actions.ts'

/** Keys that text fields need for themselves: the system's own entries carry them. */
const ofTheSystem = new Set(['Z', 'Shift+Z', 'X', 'C', 'V', 'A'].map(key => `CommandOrControl+${key}`))

const editing: MenuItemConstructorOptions[] = [
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
  { type: 'separator' },
]

/** The menu bar of a platform, from the table of actions; a click sends the action's id to the page. */
export function menuTemplate(
  platform: NodeJS.Platform,
  send: (action: ActionId) => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const row = (id: ActionId): MenuItemConstructorOptions => {
    const keys = accelerator(id)
    // The page hears its keys first and takes those it knows; the menu shows them, and on macOS stands in for them.
    const shown = keys && !ofTheSystem.has(keys) ? { accelerator: keys, registerAccelerator: mac } : {}
    return { id, label: actionRows[id].label, click: () => send(id), ...shown }
  }
  const rows = (menu: Menu) =>
    actionIds.filter(id => actionRows[id].menu === menu && id !== 'escape').map(row)
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const more: Record<Menu, (items: MenuItemConstructorOptions[]) => MenuItemConstructorOptions[]> = {
    file: items => [...items, line, mac ? { role: 'close' } : { role: 'quit' }],
    edit: items => [...editing, ...items],
    dice: items => items,
    picture: items => items,
    view: items => [...items, line, { role: 'togglefullscreen' }],
    help: items => items,
  }
  const menus = (Object.keys(menuNames) as Menu[]).map(
    (menu): MenuItemConstructorOptions => ({ label: menuNames[menu], submenu: more[menu](rows(menu)) }),
  )
  return mac
    ? [{ role: 'appMenu' }, ...menus.slice(0, -1), { role: 'windowMenu' }, ...menus.slice(-1)]
    : menus
}
