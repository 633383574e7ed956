import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { encodePicture, sha256 } from '#engine/png/picture-file.ts'
import { pictureName } from '#main/studio/library/file-name.ts'
import { generation } from '#shared/generation.ts'
import { pictureRecord } from '#shared/png/record.ts'
import { t } from '../renderer/strings.ts'
import { type ElectronOpened, openElectron, root } from '../test/e2e/electron-host.ts'
import { person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { table } from './table.ts'

const pictures = 100_000
const side = 64
/** Every so-manieth is larger than a thumbnail, so that one is made of it. */
const [rarely, large] = [50, 384]

/** Real files of the model's own size, each with pixels and a record of its own. Made once, kept in bench/work. */
function bigLibrary(): string {
  const folder = join(root, 'bench/work/library-100000')
  const ready = join(folder, '.ready')
  if (existsSync(ready)) return folder
  for (let n = 0; n < pictures; n++) {
    const wide = n % rarely ? side : large
    const rgb = new Uint8Array(wide * wide * 3)
    const [r, g, b] = [(n * 37) % 256, (n * 91) % 256, (n * 151) % 256]
    for (let y = 0, p = 0; y < wide; y++)
      for (let x = 0; x < wide; x++, p += 3) {
        rgb[p] = (r + x) & 255
        rgb[p + 1] = (g + y) & 255
        rgb[p + 2] = (b + ((x * y) >> 7)) & 255
      }
    new DataView(rgb.buffer).setUint32(0, n)
    const prompt = `a ${['red', 'blue', 'green'][n % 3]} bird, number ${n}`
    const id = sha256(rgb)
    const path = join(
      folder,
      pictureName({ created: Date.UTC(2024, 0, 1) + n * 3_600_000, prompt, seed: n, id }),
    )
    mkdirSync(join(path, '..'), { recursive: true })
    const settings = generation.parse({ prompt, seed: n, steps: 20, guidance: 4, width: wide, height: wide })
    const record = pictureRecord.parse({
      format: 1,
      settings: { ...settings, sampler: 'ddim', schedule: 'normal' },
      batch: { size: 1, index: 0 },
      model: { id: 'picturebook', hash: 'f'.repeat(64) },
      device: 'cpu',
      versions: { reroll: '0.1.0', onnxruntime: '1.30.0' },
      pixels: id,
    })
    writeFileSync(path, encodePicture({ width: wide, height: wide, rgb }, record))
  }
  writeFileSync(ready, '')
  return folder
}

const open = async (profile: ReturnType<typeof newProfile>) => {
  const studio = await openElectron(profile)
  await person(studio.page).prompt.waitFor()
  await studio.page.getByRole('radio', { name: t.pages.grid }).click()
  return studio
}
const grid = (page: Page) => page.getByRole('listbox', { name: t.history.grid(pictures) })

export default async function library(): Promise<string> {
  const profile = newProfile()
  mkdirSync(profile.data, { recursive: true })
  writeFileSync(join(profile.data, 'settings.json'), JSON.stringify({ libraryFolder: bigLibrary() }))
  // The first opening makes the index; what is measured is every one after.
  const first = await open(profile)
  await grid(first.page).waitFor({ timeout: 600_000 })
  await first.page.waitForTimeout(5000)
  await first.close()

  const studio = await open(profile)
  try {
    const { page } = studio
    await grid(page).waitFor()
    const opened = await reopened(page)
    const before = await memory(studio)
    const wheel = await scrolled(page, 100, 20)
    const flung = await scrolled(page, 350, 300)
    const after = await memory(studio)
    const size = ({ rss, heap }: Memory) => `${rss.toFixed(0)} MiB, of it JS heap ${heap.toFixed(0)} MiB`
    const row = (name: string, { p50, p99, max, over32, count, ms }: Frames) => [
      `${name}: ${count} frames in ${(ms / 1000).toFixed(0)} s`,
      `median ${p50.toFixed(1)}, 99 % ${p99.toFixed(1)}, max ${max.toFixed(0)} ms; ` +
        `${((100 * over32) / count).toFixed(2)} % over 32 ms`,
    ]
    return table(
      [`window, library of ${pictures} pictures`, ''],
      [
        ['page loaded to all of the first tiles shown', `${opened.toFixed(0)} ms`],
        row('wheel, 100 px a frame', wheel),
        row('flung, 350 px a frame, to the end', flung),
        ['renderer memory before', size(before)],
        ['renderer memory after', size(after)],
      ],
    )
  } finally {
    await studio.close()
    profile.remove()
  }
}

/** From the page's own beginning to tiles with pictures in them. */
async function reopened(page: Page): Promise<number> {
  await page.reload()
  await grid(page).waitFor()
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const look = () => {
          const images = [...document.querySelectorAll<HTMLImageElement>('.grid .tile img')]
          if (
            images.length > 10 &&
            images.every(({ complete, naturalWidth }) => complete && naturalWidth > 0)
          )
            resolve(performance.now())
          else setTimeout(look, 5)
        }
        look()
      }),
  )
}

type Frames = { p50: number; p99: number; max: number; over32: number; count: number; ms: number }

/** From where it is, so many pixels a frame, for so long or to the end. */
const scrolled = (page: Page, pixels: number, seconds: number): Promise<Frames> =>
  grid(page).evaluate(
    (scroller, { pixels, seconds }) =>
      new Promise<Frames>(resolve => {
        const frames: number[] = []
        const begun = performance.now()
        let last = begun
        const frame = () => {
          const now = performance.now()
          frames.push(now - last)
          last = now
          scroller.scrollTop += pixels
          const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
          if (!atEnd && now - begun < seconds * 1000) return requestAnimationFrame(frame)
          const sorted = frames.toSorted((a, b) => a - b)
          const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
          const over32 = frames.filter(ms => ms > 32).length
          resolve({ p50: at(0.5), p99: at(0.99), max: at(1), over32, count: frames.length, ms: now - begun })
        }
        requestAnimationFrame(frame)
      }),
    { pixels, seconds },
  )

type Memory = { rss: number; heap: number }

async function memory({ app, page }: ElectronOpened): Promise<Memory> {
  await page.waitForTimeout(2000)
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  )
  const rss = Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20,
  )
  return { rss, heap }
}
