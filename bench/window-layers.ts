import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { drawings } from '../main/studio/canvas/drawings.ts'
import { t } from '../renderer/strings.ts'
import type { Drawing } from '../shared/canvas/records.ts'
import { blankPage, line, withItems, withLayer } from '../test/e2e/compile-page/drawings.ts'
import { openCompilePage } from '../test/e2e/compile-page/open.ts'
import { openElectron } from '../test/e2e/electron-host.ts'
import { person } from '../test/e2e/person.ts'
import { newProfile } from '../test/e2e/profile.ts'
import { compileTimes } from './compile-times.ts'
import { exponent } from './fit.ts'
import { spread, table } from './table.ts'

const counts = [1, 3, 10, 30, 100]
const strokesEach = 20
const rounds = 9
const seconds = 5
const words = t.canvas

const wave = (id: string, layer: string, n: number) => {
  const at = (k: number) => 20 + ((n * k) % 216)
  return line(id, layer, [at(37), at(53), at(71), at(29)])
}

/** So many layers of colour, each with its strokes. */
function layered(count: number): Drawing {
  let drawing = blankPage()
  for (let n = 0; n < count; n++) {
    const id = `layer${n}`
    const strokes = Array.from({ length: strokesEach }, (_, k) =>
      wave(`${id}-${k}`, id, n * strokesEach + k + 1),
    )
    drawing = withLayer(drawing, { id, role: 'colour' }, strokes)
  }
  return drawing
}

/** From a drawing to its maps in the worker, in ms: the first time, and the median for one stroke more on its lowest layer. */
async function compiled(
  count: number,
  opened: Awaited<ReturnType<typeof openCompilePage>>,
): Promise<number[]> {
  const steps = [layered(count)]
  for (let n = 0; n < rounds; n++) steps.push(withItems(steps.at(-1)!, wave(`more${n}`, 'layer0', n + 3)))
  const [first, ...more] = await compileTimes(opened, steps)
  return [first!, spread(more).median]
}

/** How far frames lie apart while the page is dragged to and fro by the hand tool, in ms. */
async function panned(page: Page): Promise<number[]> {
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!
  await page.keyboard.press('h')
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  const frames = page.evaluate(
    seconds =>
      new Promise<number[]>(done => {
        const apart: number[] = []
        const begun = performance.now()
        let last = begun
        const frame = () => {
          const now = performance.now()
          apart.push(now - last)
          last = now
          now - begun < seconds * 1000 ? requestAnimationFrame(frame) : done(apart)
        }
        requestAnimationFrame(frame)
      }),
    seconds,
  )
  const begun = Date.now()
  while (Date.now() - begun < seconds * 1000) {
    const angle = (Date.now() - begun) / 500
    await page.mouse.move(
      x + width * (0.5 + 0.15 * Math.sin(angle)),
      y + height * (0.5 + 0.1 * Math.sin(2 * angle)),
    )
    await page.waitForTimeout(8)
  }
  await page.mouse.up()
  return frames
}

/** How the canvas grows with its layers, each with 20 strokes. */
export default async function layers(): Promise<string> {
  const opened = await openCompilePage()
  const times: number[][] = []
  try {
    for (const count of counts) times.push(await compiled(count, opened))
  } finally {
    await opened.close()
  }
  const profile = newProfile()
  mkdirSync(profile.data, { recursive: true })
  const shelf = drawings(join(profile.data, 'drawings'))
  for (const count of counts) await shelf.create(`Layers ${count}`, [...layered(count).values()])
  const studio = await openElectron(profile)
  const frames: number[][] = []
  try {
    const { page } = studio
    await person(page).prompt.waitFor()
    await page.getByRole('radio', { name: t.pages.canvas, exact: true }).click()
    await page.getByRole('button', { name: words.start.example }).click()
    await page.getByRole('application').waitFor()
    await page.getByRole('switch', { name: words.live.on }).click()
    for (const count of counts) {
      await page.getByRole('button', { name: new RegExp(`^${words.file.title}:`) }).press('Enter')
      await page.getByRole('menuitem', { name: words.file.open }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^Layers ${count}\\b`) })
        .click()
      await page.getByRole('button', { name: `${words.file.title}: Layers ${count}` }).waitFor()
      await page.waitForTimeout(2500)
      frames.push(await panned(page))
    }
  } finally {
    await studio.close()
    profile.remove()
  }
  const rows = counts.map((count, k) => {
    const apart = frames[k]!
    return [
      `${count}`,
      ...times[k]!.map(time => `${time.toFixed(0)} ms`),
      `${spread(apart).median.toFixed(1)} ms`,
      `${((100 * apart.filter(ms => ms <= 32).length) / apart.length).toFixed(1)} %`,
    ]
  })
  const grows = (n: number) =>
    exponent(
      counts,
      times.map(row => row[n]!),
    ).toFixed(2)
  return [
    table(
      [
        'layers',
        'to maps of 1024 x 1024, first time',
        'one stroke more on the lowest',
        'panned: between two frames',
        'within 32 ms',
      ],
      rows,
    ),
    `The first time grows with the layers to the power of ${grows(0)}, a stroke more with ${grows(1)}.`,
  ].join('\n\n')
}
