import type { Page } from 'playwright'
import { t } from '../renderer/strings.ts'
import { openElectron } from '../test/e2e/electron-host.ts'
import { bird, person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { table } from './table.ts'

const seconds = 20
const steps = 50

type Frames = { p50: number; p99: number; max: number; over32: number; count: number; shown: number }

/**
 * What comes between the frames of the screen, and how many different steps were shown, while a held pointer goes to
 * and fro over the film strip, a little further at every frame, or while the movie plays forward and backward.
 */
const watched = (page: Page, how: 'scrub' | 'play'): Promise<Frames> =>
  page.getByRole('slider', { name: t.time.strip }).evaluate(
    (strip, { how, seconds, pause }) =>
      new Promise<Frames>(resolve => {
        const { left, width, top } = strip.getBoundingClientRect()
        const buttons = [...document.querySelectorAll<HTMLButtonElement>('.time-head .icon-button')].slice(
          0,
          2,
        )
        let turn = 0
        const move = {
          scrub(ms: number) {
            const place = (ms / 700) % 2
            const clientX = left + width * (place > 1 ? 2 - place : place)
            const where = { clientX, clientY: top + 20 }
            strip.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, buttons: 1, ...where }))
          },
          play() {
            if (!buttons.some(button => button.getAttribute('aria-label') === pause))
              buttons[turn++ % 2]!.click()
          },
        }[how]
        const gaps: number[] = []
        const seen = new Set<string | null>()
        const begun = performance.now()
        let last = begun
        const frame = () => {
          const now = performance.now()
          gaps.push(now - last)
          last = now
          move(now - begun)
          seen.add(strip.getAttribute('aria-valuenow'))
          if (now - begun < seconds * 1000) return requestAnimationFrame(frame)
          const sorted = gaps.toSorted((a, b) => a - b)
          const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
          const over32 = gaps.filter(ms => ms > 32).length
          resolve({ p50: at(0.5), p99: at(0.99), max: at(1), over32, count: gaps.length, shown: seen.size })
        }
        requestAnimationFrame(frame)
      }),
    { how, seconds, pause: t.time.pause },
  )

export default async function scrub(): Promise<string> {
  const profile = newProfile()
  const studio = await openElectron(profile)
  try {
    const { page } = studio
    const me = person(page)
    await me.prompt.waitFor()
    await me.write(bird)
    await me.set(me.steps, steps)
    await me.roll(1)
    await me.picture(bird).waitFor({ timeout: 120_000 })
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('w')
    await page.getByText(t.time.layoutDone).waitFor({ timeout: 120_000 })
    await page.waitForTimeout(2000)
    const row = (name: string, { p50, p99, max, over32, count, shown }: Frames) => [
      `${name}: ${count} frames in ${seconds} s, ${shown} of ${steps} steps shown`,
      `median ${p50.toFixed(1)}, 99 % ${p99.toFixed(1)}, max ${max.toFixed(0)} ms; ` +
        `${((100 * over32) / count).toFixed(2)} % over 32 ms`,
    ]
    return table(
      [`window, timeline of ${steps} cached steps`, ''],
      [
        row('scrubbed to and fro', await watched(page, 'scrub')),
        row('played to and fro', await watched(page, 'play')),
      ],
    )
  } finally {
    await studio.close()
    profile.remove()
  }
}
