import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright'
import { assetStore } from '../main/studio/canvas/asset-store.ts'
import { drawings } from '../main/studio/canvas/drawings.ts'
import { t } from '../renderer/strings.ts'
import { openElectron } from '../test/e2e/electron-host.ts'
import { person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { bigDrawing } from './big-drawing.ts'
import { spread, table } from './table.ts'

const seconds = 8
const words = t.canvas

type Seen = { ink: number[]; shown: number[]; frames: number[] }

/** In the page: from each pointer event to the frame after it, when each live picture came, and how far frames lie apart. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: Seen = { ink: [], shown: [], frames: [] }
    Object.assign(window, { seen })
    const channel = new MessageChannel()
    let waiting: number[] = []
    channel.port1.onmessage = () => {
      const now = performance.now()
      seen.ink.push(...waiting.map(at => now - at))
      waiting = []
    }
    let asked = false
    window.addEventListener(
      'pointermove',
      event => {
        if (!event.buttons) return
        // A pen tells more often than frames come: each of its points waits for its own ink.
        waiting.push(...event.getCoalescedEvents().map(one => one.timeStamp))
        if (asked) return
        asked = true
        // What is posted from within a frame is heard when it has been painted.
        requestAnimationFrame(() => {
          asked = false
          channel.port2.postMessage(0)
        })
      },
      { capture: true },
    )
    const src = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')!
    Object.defineProperty(HTMLImageElement.prototype, 'src', {
      ...src,
      set(value: string) {
        if (!this.isConnected) seen.shown.push(performance.now())
        src.set!.call(this, value)
      },
    })
    let last = performance.now()
    const frame = () => {
      const now = performance.now()
      seen.frames.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

const seenSince = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { seen } = window as unknown as { seen: Seen }
    const copy = { ink: [...seen.ink], shown: [...seen.shown], frames: [...seen.frames] }
    for (const list of [seen.ink, seen.shown, seen.frames]) list.length = 0
    return copy
  })

const at99 = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN
const told = (values: readonly number[]) =>
  `median ${spread(values).median.toFixed(1)} ms, 99 % ${at99(values).toFixed(1)} ms (${values.length})`

/** Circles slowly over the page for some seconds with the pen down; returns when it was lifted, in the page's time. */
async function drawSlowly(page: Page): Promise<number> {
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!
  const place = (angle: number) =>
    [x + width * (0.5 + 0.2 * Math.cos(angle)), y + height * (0.5 + 0.2 * Math.sin(angle))] as const
  await page.mouse.move(...place(0))
  await seenSince(page)
  await page.mouse.down()
  const begun = Date.now()
  // As a pen does, it tells where it is 125 times a second, whether the last was heard or not.
  let moved: Promise<void> = Promise.resolve()
  while (Date.now() - begun < seconds * 1000) {
    moved = page.mouse.move(...place((Date.now() - begun) / 900))
    await setTimeout(8)
  }
  await moved
  await page.mouse.up()
  return page.evaluate(() => performance.now())
}

/** Megabytes of a renderer's own and its share of what it has in common with others. */
function memoryOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)![1]) / 1024
}
const rendererPid = (): number =>
  Number(
    readdirSync('/proc').findLast(name => {
      if (!/^\d+$/.test(name)) return false
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')
      } catch {
        return false
      }
    }),
  )

export default async function canvas(): Promise<string> {
  const profile = newProfile()
  mkdirSync(profile.data, { recursive: true })
  const big = await bigDrawing(assetStore(join(profile.data, 'assets')))
  await drawings(join(profile.data, 'drawings')).create('Big', big)
  const studio = await openElectron(profile)
  const rows: string[][] = []
  try {
    const { page } = studio
    const me = person(page)
    await me.prompt.waitFor()
    await me.write('a red bird')
    await page.getByRole('radio', { name: t.pages.canvas, exact: true }).click()
    await page.getByRole('button', { name: words.start.example }).click()
    await page.getByRole('application').waitFor()
    await page.getByText(/^\d+\.\d s$/).waitFor({ timeout: 60_000 })
    await watch(page)

    const lifted = await drawSlowly(page)
    await page.waitForTimeout(3000)
    const live = await seenSince(page)
    const during = live.shown.filter(time => time < lifted)
    const after = live.shown.find(time => time > lifted + 30)
    rows.push(
      ['pen to ink, while it generates', told(live.ink)],
      ['live updates while drawing', `${(during.length / seconds).toFixed(1)} a second`],
      ['first update after the pen lifts', after ? `${(after - lifted).toFixed(0)} ms` : 'none'],
    )
    await page.getByRole('switch', { name: words.live.on }).click()
    await page.waitForTimeout(1500)
    await drawSlowly(page)
    rows.push(['pen to ink, without', told((await seenSince(page)).ink)])

    const openBig = async () => {
      await page.getByRole('button', { name: new RegExp(`^${words.file.title}:`) }).press('Enter')
      await page.getByRole('menuitem', { name: words.file.open }).click()
      await page.getByRole('dialog').getByRole('button', { name: /^Big/ }).click()
      await page.getByRole('button', { name: `${words.file.title}: Big` }).waitFor()
      await page.waitForTimeout(1000)
    }
    const openExample = async () => {
      await page.getByRole('button', { name: new RegExp(`^${words.file.title}:`) }).press('Enter')
      await page.getByRole('menuitem', { name: words.start.example }).click()
      await page.getByRole('button', { name: `${words.file.title}: ${words.start.exampleName}` }).waitFor()
    }
    await openBig()
    await page.waitForTimeout(6000)
    await seenSince(page)
    await page.keyboard.press('h')
    await drawSlowly(page)
    const panned = await seenSince(page)
    rows.push([
      `panning ${big.length} records on 4096 x 4096`,
      `frames: ${told(panned.frames)}; ${((100 * panned.frames.filter(ms => ms <= 32).length) / panned.frames.length).toFixed(1)} % within 32 ms`,
    ])
    const pid = rendererPid()
    rows.push(['renderer, the big drawing open', `${memoryOf(pid).toFixed(0)} MiB`])
    const collected = async () => {
      await page.evaluate(() => (globalThis as { gc?: () => void }).gc?.())
      await page.waitForTimeout(1500)
      return memoryOf(pid)
    }
    for (let n = 0; n < 2; n++) {
      await openExample()
      await openBig()
    }
    const before = await collected()
    for (let n = 0; n < 23; n++) {
      await openExample()
      await openBig()
    }
    const left = await collected()
    rows.push(['renderer after 4 and after 50 openings', `${before.toFixed(0)} and ${left.toFixed(0)} MiB`])
    return table(['canvas', ''], rows)
  } finally {
    await studio.close()
    profile.remove()
  }
}
