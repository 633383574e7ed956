import { Menu } from 'electron'
import type { ActionId } from '#shared/actions.ts'
import { menuTemplate } from './menu-template.ts'

/** Sets the menus; what is clicked goes to whoever listens. */
export function setMenus(send: (action: ActionId) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, send)))
}
