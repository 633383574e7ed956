import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { electronFolder } from './electron-host.ts'
import { chromiumFile } from './served-host.ts'

/** Why the end-to-end tests cannot run here; empty when they can. */
export function e2eObstacle(): string {
  if (process.platform !== 'linux')
    return 'its helpers read /proc and open a display of their own: Linux only'
  if (!existsSync(chromiumFile)) return `needs Chromium at ${chromiumFile} (REROLL_CHROMIUM may name another)`
  if (!existsSync(join(electronFolder, 'electron')))
    return `needs Electron in ${electronFolder}: \`npm start\` fetches it, ELECTRON_OVERRIDE_DIST_PATH may name another`
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return display || spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined
    ? ''
    : 'needs a display, or Xvfb to make one'
}
