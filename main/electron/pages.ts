import { type BrowserWindow, nativeTheme } from 'electron'
import type { Handlers } from '#shared/contract.ts'
import { serve } from '#shared/rpc.ts'
import { type StudioContract, studioContract } from '#shared/studio-contract.ts'
import type { Studio } from '../studio/studio.ts'
import { hostHandlers } from './host.ts'
import { setMenus } from './menu.ts'
import { onEveryPage } from './page-port.ts'
import type { Relay } from './relay.ts'

/** Every page of the window gets the studio's answers, as soon as the studio is open. */
export function answerPages(window: BrowserWindow, opening: Promise<Studio>, relay: Relay): void {
  setMenus(action => relay.send({ action }))
  const host = hostHandlers(window, async id => (await opening).fileOf(id), relay)
  const handlers = opening.then(studio => withTheme(studio.handlers(host)))
  onEveryPage(window.webContents, async port => {
    serve(port, studioContract, await handlers, (name, error) => {
      if (process.env.REROLL_LOG) console.error(name, error)
    })
  })
}

/** The window's frame and the system's menus follow the page's theme. */
const withTheme = (handlers: Handlers<StudioContract>): Handlers<StudioContract> => ({
  ...handlers,
  'settings.set': async (input, context) => {
    const settings = await handlers['settings.set'](input, context)
    nativeTheme.themeSource = settings.theme
    return settings
  },
})
