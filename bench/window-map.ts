import { loadavg } from 'node:os'
import type { Page } from 'playwright'
import { pack, unpack } from '#shared/wire.ts'
import { t } from '../renderer/strings.ts'
import { person, pictureFiles } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { servedHost } from '../test/e2e/served-host.ts'
import { table } from './table.ts'

const count = 100_000
const seconds = 10

type Frames = { p50: number; p99: number; max: number; over32: number; count: number }

/**
 * Frames while a map of 100,000 is dragged and zoomed, in the served studio and a real browser: the page is told so many
 * places instead of its own few pictures', whose thumbnails it shows for them.
 */
export default async function windowMap(): Promise<string> {
  const profile = newProfile()
  const host = servedHost()
  const studio = await host.open(profile)
  try {
    const { page } = studio
    const me = person(page)
    await me.prompt.waitFor()
    await me.set(me.steps, 2)
    await me.write('a red bird')
    await me.roll(16)
    while (pictureFiles(profile).length < 16) await page.waitForTimeout(100)
    const known = await page.evaluate(() =>
      [...document.querySelectorAll('.strip img')].map(
        image => /[0-9a-f]{64}/.exec((image as HTMLImageElement).src)![0],
      ),
    )
    const event = { kind: 'pictures', ...crowded(known), final: true }
    await page.routeWebSocket(/.*/, route => {
      const server = route.connectToServer()
      route.onMessage(message => {
        const asked = typeof message === 'string' ? null : (unpack(message) as { id: number; name?: string })
        if (asked?.name !== 'atlas.places') return server.send(message)
        route.send(Buffer.from(pack({ id: asked.id, event })))
        route.send(Buffer.from(pack({ id: asked.id, output: { placed: count, waiting: 0 } })))
      })
    })
    await page.reload()
    await me.prompt.waitFor()
    await page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
    await page.getByRole('radio', { name: t.layouts.names.map, exact: true }).last().click()
    await page.getByLabel(t.atlas.plane(count)).waitFor()
    await page.waitForTimeout(2000)
    const rows: string[][] = []
    rows.push(row('dragged, all of it in sight', await frames(page, 'drag')))
    rows.push(row('wheel, nearer and farther', await frames(page, 'wheel')))
    for (let i = 0; i < 6; i++) await me.button(t.atlas.zoomIn).click()
    rows.push(row('dragged, eight times nearer', await frames(page, 'drag')))
    return `Load of the machine: ${loadavg()[0]!.toFixed(1)}\n\n${table([`map of ${count}, ${seconds} s each`, 'frames'], rows)}`
  } finally {
    await studio.close()
    await host.dispose()
    profile.remove()
  }
}

/** Crowds of points, each with the id of one of the pictures that there are. */
function crowded(known: readonly string[]): { ids: Uint8Array; places: Float32Array } {
  const ids = new Uint8Array(32 * count)
  const places = new Float32Array(2 * count)
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const middles = Array.from({ length: 60 }, () => [0.1 + 0.8 * next(), 0.1 + 0.8 * next()] as const)
  for (let i = 0; i < count; i++) {
    ids.set(Buffer.from(known[i % known.length]!, 'hex'), 32 * i)
    const [x, y] = middles[i % middles.length]!
    places[2 * i] = Math.min(1, Math.max(0, x + 0.1 * (next() + next() - 1)))
    places[2 * i + 1] = Math.min(1, Math.max(0, y + 0.1 * (next() + next() - 1)))
  }
  return { ids, places }
}

/** From the page: events at each frame, and how far the frames are apart. */
const frames = (page: Page, how: 'drag' | 'wheel'): Promise<Frames> =>
  page.evaluate(
    ({ how, seconds }) =>
      new Promise<Frames>(resolve => {
        const plane = document.querySelector('.atlas-plane')!
        const { left, top, width, height } = plane.getBoundingClientRect()
        const send = (type: string, x: number, y: number) =>
          plane.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              pointerId: 1,
              button: 0,
              clientX: left + x,
              clientY: top + y,
            }),
          )
        plane.setPointerCapture = () => {}
        if (how === 'drag') send('pointerdown', width / 2, height / 2)
        const gaps: number[] = []
        const begun = performance.now()
        let last = begun
        let n = 0
        const frame = () => {
          const now = performance.now()
          gaps.push(now - last)
          last = now
          n++
          const [x, y] = [width / 2 + 200 * Math.sin(n / 20), height / 2 + 150 * Math.sin(n / 31)]
          if (how === 'drag') send('pointermove', x, y)
          else
            plane.dispatchEvent(
              new WheelEvent('wheel', {
                bubbles: true,
                cancelable: true,
                deltaY: 120 * Math.sign(Math.sin(n / 25)),
                clientX: left + width / 2,
                clientY: top + height / 2,
              }),
            )
          if (now - begun < seconds * 1000) return requestAnimationFrame(frame)
          if (how === 'drag') send('pointerup', x, y)
          const sorted = gaps.slice(1).sort((a, b) => a - b)
          const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
          resolve({
            p50: at(0.5),
            p99: at(0.99),
            max: at(1),
            over32: sorted.filter(ms => ms > 32).length,
            count: sorted.length,
          })
        }
        requestAnimationFrame(frame)
      }),
    { how, seconds },
  )

const row = (name: string, { p50, p99, max, over32, count }: Frames): string[] => [
  name,
  `${count}: median ${p50.toFixed(1)}, 99 % ${p99.toFixed(1)}, max ${max.toFixed(0)} ms; ${((100 * over32) / count).toFixed(1)} % over 32 ms`,
]
