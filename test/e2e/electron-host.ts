import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright'
import type { Host, Opened } from './host.ts'
import type { Profile } from './profile.ts'

export const root = resolve(import.meta.dirname, '../..')

/** Tests bring their own Electron where the official one cannot be had. */
export const electronFolder =
  process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')

export type ElectronOpened = Opened & { app: ElectronApplication }

/** Chromium's sandbox refuses root, and there is no graphics card to speak of. */
const flags = ['--no-sandbox', '--disable-gpu']

const children: ChildProcess[] = []

export async function openElectron(
  profile: Profile,
  env: Record<string, string> = {},
): Promise<ElectronOpened> {
  const app = await _electron.launch({
    executablePath: join(electronFolder, 'electron'),
    args: [...flags, root],
    env: { ...(process.env as Record<string, string>), ...profile.env, ...env },
  })
  const refused: string[] = []
  app.context().on('requestfailed', request => {
    if (/^(https?|wss?|ftp):/.test(request.url())) refused.push(request.url())
  })
  const child = app.process()
  children.push(child)
  const page = await app.firstWindow()
  return {
    app,
    page,
    pid: child.pid!,
    outside: async () => refused,
    close: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {})
      await ended
    },
  }
}

export const electronHost: Host = {
  name: 'electron',
  open: openElectron,
  dispose: async () => {
    for (const child of children) child.kill('SIGKILL')
  },
}
