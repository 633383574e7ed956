import type { ElectronOpened } from '../test/e2e/electron-host.ts'
import { openElectron } from '../test/e2e/electron-host.ts'
import { bird, person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { table } from './table.ts'

const seconds = 30

type Gaps = { p50: number; p99: number; max: number; over50: number }

/** Counts, in the page, how late a timer of 4 ms comes, and long tasks as Chromium tells them. */
const watchPage = () => {
  const gaps: number[] = []
  const tasks: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    gaps.push(Math.max(0, now - last - 4))
    last = now
  }, 4)
  const observer = new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ entryTypes: ['longtask'] })
  Object.assign(globalThis, {
    stopWatching: () => {
      clearInterval(timer)
      observer.disconnect()
      gaps.sort((a, b) => a - b)
      const at = (share: number) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] ?? 0
      return {
        p50: at(0.5),
        p99: at(0.99),
        max: gaps.at(-1) ?? 0,
        over50: tasks.length,
        longest: Math.max(0, ...tasks),
      }
    },
  })
}
type Histogram = { disable(): void; percentile(share: number): number; max: number }
type Watching = { stopWatching(): Gaps & { longest: number } }

/** The same half minute of writing, once with the engine at work and once without. */
async function session(
  studio: ElectronOpened,
  draws: boolean,
): Promise<{ page: Gaps & { longest: number }; main: Gaps }> {
  const { app, page } = studio
  const me = person(page)
  await me.write(bird)
  if (draws) {
    await me.roll(16)
    await me.working(16).locator('img').waitFor()
  }
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    Object.assign(globalThis, { delay })
  })
  await page.evaluate(watchPage)
  const end = performance.now() + seconds * 1000
  await me.prompt.focus()
  for (let i = 0; performance.now() < end; i++) {
    await page.keyboard.type(i % 8 === 7 ? ' ' : 'abcdefgh'[i % 8]!)
    await page.waitForTimeout(150)
    if (draws && i % 40 === 39) await me.roll(16)
  }
  const seen = await page.evaluate(() => (globalThis as unknown as Watching).stopWatching())
  const main = await app.evaluate(() => {
    const { delay } = globalThis as unknown as { delay: Histogram }
    delay.disable()
    // The histogram holds whole intervals: the wanted 5 ms are in each.
    const ms = (ns: number) => Math.max(0, ns / 1e6 - 5)
    return { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max), over50: 0 }
  })
  if (draws) await page.keyboard.press('Control+Shift+X')
  return { page: seen, main }
}

export default async function smooth(): Promise<string> {
  const profile = newProfile()
  const studio = await openElectron(profile)
  try {
    await person(studio.page).prompt.waitFor()
    // The starters' pictures are drawn first: without a generation means without any.
    await studio.page.waitForFunction(
      () =>
        [...document.querySelectorAll('.starter .sample-picture')].every(one =>
          one.matches('[data-state=shown]'),
        ),
      undefined,
      { timeout: 120_000 },
    )
    const idle = await session(studio, false)
    const busy = await session(studio, true)
    const row = (name: string, { p50, p99, max }: Gaps, more = '') => [
      name,
      ...[p50, p99, max].map(value => `${value.toFixed(1)} ms`),
      more,
    ]
    const tasks = ({ over50, longest }: { over50: number; longest: number }) =>
      `${over50} tasks over 50 ms, longest ${longest.toFixed(0)} ms`
    return table(
      [`${seconds} s of writing; gaps of the event loop`, 'median', '99 %', 'max', 'long tasks'],
      [
        row('page, nothing drawn', idle.page, tasks(idle.page)),
        row('page, engine drawing', busy.page, tasks(busy.page)),
        row('main, nothing drawn', idle.main),
        row('main, engine drawing', busy.main),
      ],
    )
  } finally {
    await studio.close()
    profile.remove()
  }
}
