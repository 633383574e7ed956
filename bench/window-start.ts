import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from 'playwright'
import { electronFolder, root } from '../test/e2e/electron-host.ts'
import { bird, person } from '../test/e2e/person.ts'
import { newProfile, type Profile } from '../test/e2e/profile.ts'
import { ms, spread, table } from './table.ts'

const runs = 7
const flags = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0']

/** Nothing drawn yet, not even what the starters show. */
const firstLaunch = (): Profile => {
  const profile = newProfile()
  rmSync(join(profile.folder, 'cache'), { recursive: true })
  return profile
}

type Started = { page: Page; painted: number; usable: number; end(): Promise<void> }

/**
 * Starts the program as `npm start` does and asks its page, over DevTools, when it had painted and whether it can be
 * used: words can be written and the dice rolled. Milliseconds since the process was started; usable is known a turn
 * of asking late.
 */
async function startWindow(profile: Profile): Promise<Started> {
  const begun = performance.timeOrigin + performance.now()
  const child = spawn(join(electronFolder, 'electron'), [...flags, root], {
    env: { ...process.env, ...profile.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`Electron ended with code ${code}`)))
    createInterface({ input: child.stderr }).on('line', line => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (found) resolve(found)
    })
  })
  const browser = await chromium.connectOverCDP(address)
  const context = browser.contexts()[0]!
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForFunction(() => document.querySelector('.roll[aria-disabled=false]') !== null, undefined, {
    polling: 10,
  })
  const usable = performance.timeOrigin + performance.now() - begun
  const paint = await page.evaluate(() => {
    const entry = performance.getEntriesByName('first-contentful-paint')[0]
    return performance.timeOrigin + (entry?.startTime ?? Number.NaN)
  })
  return {
    page,
    painted: paint - begun,
    usable,
    async end() {
      await browser.close()
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Puts nothing of the program into the disk's cache; needs root. */
const dropCaches = () => spawnSync('sh', ['-c', 'sync; echo 3 > /proc/sys/vm/drop_caches']).status === 0

export default async function start(): Promise<string> {
  const kinds: Record<string, { profile: () => Profile; before?: () => boolean }> = {
    'cold disk, first launch': { profile: firstLaunch, before: dropCaches },
    'warm disk, first launch': { profile: firstLaunch },
    'warm disk, second launch': { profile: await launchedOnce() },
  }
  const rows: string[][] = []
  const pictures: number[] = []
  for (const [name, { profile, before }] of Object.entries(kinds)) {
    const [painted, usable]: [number[], number[]] = [[], []]
    for (let i = 0; i < runs; i++) {
      const mine = profile()
      if (before?.() === false) break
      const studio = await startWindow(mine)
      painted.push(studio.painted)
      usable.push(studio.usable)
      if (name === 'warm disk, first launch') pictures.push(await firstPicture(studio.page))
      await studio.end()
      if (profile === firstLaunch) mine.remove()
    }
    if (!usable.length) continue
    rows.push([`${name}: painted`, ...ms(spread(painted))], [`${name}: usable`, ...ms(spread(usable))])
  }
  rows.push(['fresh start: click to picture on the stage', ...ms(spread(pictures))])
  return table([`window, process start, ${runs} runs`, 'min', 'median', 'max'], rows)
}

async function launchedOnce(): Promise<() => Profile> {
  const profile = newProfile()
  const studio = await startWindow(profile)
  await studio.end()
  return () => profile
}

/** The model's own settings, at once after the window can be used: the engine starts and loads within. */
async function firstPicture(page: Page): Promise<number> {
  const me = person(page)
  await me.write(bird)
  const begun = performance.now()
  await me.roll(1)
  await me.picture(bird).waitFor()
  return performance.now() - begun
}
