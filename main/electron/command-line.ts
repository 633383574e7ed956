import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { terminal } from '../cli/terminal.ts'
import { cacheFolder } from '../studio/folders.ts'
import { lockDown } from './security.ts'
import { spawnEngine } from './spawn-engine.ts'

/**
 * `reroll generate ...` by the packed program: no window and no display. What Chromium writes of its own lies
 * beside the window's cache, so that an open window is not disturbed.
 */
export function runAsCommandLine(args: readonly string[]): void {
  if (process.platform === 'linux') {
    app.commandLine.appendSwitch('headless')
    app.commandLine.appendSwitch('ozone-platform', 'headless')
  }
  app.disableHardwareAcceleration()
  app.dock?.hide()
  const profile = join(cacheFolder(), 'command')
  mkdirSync(profile, { recursive: true })
  for (const name of ['userData', 'sessionData'] as const) app.setPath(name, profile)
  app.whenReady().then(async () => {
    lockDown()
    // The library below the window's settings listens too, and sends each signal on: that would end a command at once.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
    const { runCommand } = await import('../cli/run-command.ts')
    const code = await runCommand(args, { ...terminal(), spawn: spawnEngine })
    // Pipes of Windows are written behind one's back.
    await new Promise<void>(resolve => process.stdout.write('', () => resolve()))
    app.exit(code)
  })
}
