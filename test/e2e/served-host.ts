import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium } from 'playwright'
import { root } from './electron-host.ts'
import type { Host, Opened } from './host.ts'

export const chromiumFile = process.env.REROLL_CHROMIUM ?? '/usr/bin/chromium'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // The browser asks its makers for this and that; what is counted is to be ours.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** The studio served by Node, in one browser for all openings; `scale` pixels of the screen for each of the page's. */
export function servedHost(scale = 1): Host {
  let browser: Promise<Browser> | undefined
  const servers: ChildProcess[] = []
  return {
    name: 'served',
    async open(profile, env = {}): Promise<Opened> {
      const server = spawn(process.execPath, [join(root, 'dist/server.mjs')], {
        env: { ...process.env, ...profile.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      servers.push(server)
      const url = await addressOf(server)
      browser ??= chromium.launch({ executablePath: chromiumFile, args: flags })
      const context = await (await browser).newContext({
        viewport: { width: 1360, height: 880 },
        deviceScaleFactor: scale,
      })
      const outside: string[] = []
      context.on('request', request => {
        const { protocol, origin } = new URL(request.url())
        if (/^(https?|wss?):$/.test(protocol) && origin !== new URL(url).origin) outside.push(request.url())
      })
      const page = await context.newPage()
      await page.goto(url)
      return {
        page,
        pid: server.pid!,
        outside: async () => outside,
        async close() {
          await context.close()
          if (server.exitCode !== null || server.signalCode !== null) return
          const ended = once(server, 'exit')
          server.kill('SIGTERM')
          await ended
        },
      }
    },
    async dispose() {
      await (await browser)?.close()
      for (const server of servers) server.kill('SIGKILL')
    },
  }
}

/** The line that the server prints once it listens. */
async function addressOf(server: ReturnType<typeof spawn>): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('The server ended before it told its address')
}
