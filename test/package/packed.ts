import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { root } from '../e2e/electron-host.ts'
import type { Profile } from '../e2e/profile.ts'

export const packed = join(root, 'out', `linux${process.arch === 'arm64' ? '-arm64' : ''}-unpacked`)
export const program = join(packed, 'reroll')
export const asar = join(packed, 'resources', 'app.asar')

/** Chromium's sandbox refuses root, and there is no graphics card to speak of. */
export const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu']

/** Every file of the package, by its path within it. */
export const packedFiles = (): string[] =>
  readdirSync(packed, { recursive: true, encoding: 'utf8' }).filter(name =>
    statSync(join(packed, name)).isFile(),
  )

export type PackedStudio = { page: Page; child: ChildProcess; close(): Promise<number | null> }

/** Opens the packed program and takes hold of its page over the DevTools protocol: its fuses leave no other way in. */
export async function openPacked(profile: Profile, args: readonly string[] = []): Promise<PackedStudio> {
  const child = spawn(program, [...flags, '--remote-debugging-port=0', ...args], {
    env: { ...process.env, ...profile.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /DevTools listening on (ws:\S+)/.exec(said)
      if (found) resolve(found[1]!)
    })
    child.once('exit', code => reject(new Error(`The package ended with code ${code}: ${said.slice(-2000)}`)))
  })
  const browser: Browser = await chromium.connectOverCDP(address)
  const context = browser.contexts()[0]!
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  return {
    page,
    child,
    async close() {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}
