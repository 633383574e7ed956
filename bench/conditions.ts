import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { engineHandlers } from '#engine/handlers.ts'
import type { Drawing } from '#shared/canvas/records.ts'
import type { Assets } from '#shared/conditions.ts'
import { engineContract } from '#shared/engine-contract.ts'
import { area, blankPage, withItems, withLayer } from '../test/e2e/compile-page/drawings.ts'
import { type CompilePage, openCompilePage } from '../test/e2e/compile-page/open.ts'
import type {} from '../test/e2e/compile-page/page.ts'
import { drawnSketches, hands, type Sketch, strokesOf } from './drawn-sketches.ts'
import { inScratch, pictureBook } from './picture.ts'
import { boxAround, filled, iou, subjectMask } from './subject-mask.ts'
import { spread, table } from './table.ts'

const page = 256
const seeds = [1, 2, 3]

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

type Told = { conditions: object; assets: Assets }

/** What the studio's own compiler makes of a drawing, at the model's size. */
async function compiled({ page }: CompilePage, drawing: Drawing, side: number): Promise<Told> {
  const { conditions, files } = await page.evaluate(
    async ({ records, side }) => {
      const { conditions } = await window.compile(
        records,
        { width: side, height: side },
        { controls: ['sketch', 'regions'] },
        { drawing: false },
      )
      return { conditions, files: [...window.kept].map(([id, bytes]) => [id, [...bytes]] as const) }
    },
    { records: [...drawing.values()], side },
  )
  return {
    conditions,
    assets: Object.fromEntries(files.map(([id, bytes]) => [id, Uint8Array.from(bytes)])),
  }
}

const inside = (points: readonly [number, number][], x: number, y: number): boolean => {
  let odd = false
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [points[i]!, points[j]!]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

/** The filled outline of a sketch, 1 per pixel. */
const wanted = ({ outline }: Sketch, side: number): Uint8Array =>
  filled(
    Uint8Array.from({ length: side * side }, (_, i) =>
      inside(outline, ((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side) ? 1 : 0,
    ),
    side,
    side,
  )

const said = (values: number[]) =>
  `${spread(values).median.toFixed(2)} (${spread(values).min.toFixed(2)} to ${spread(values).max.toFixed(2)})`

/** How well pictures keep to sketches and boxes that are drawn with the canvas's own brush and go the studio's own way. */
export default async function conditions(): Promise<string> {
  const handlers = engineHandlers()
  const opened = await openCompilePage()
  try {
    return await inScratch(async scratch => {
      const draw = async (prompt: string, seed: number, told: Partial<Told> = {}) => {
        const file = join(scratch, 'drawn.png')
        const request = engineContract['generate.run'].input.parse({
          folder: pictureBook,
          device: 'cpu',
          generation: { prompt, seed, conditions: told.conditions },
          files: [file],
          assets: told.assets ?? {},
        })
        await handlers['generate.run'](request, { signal: new AbortController().signal, emit: () => {} })
        const { width, height, data } = decode(readFileSync(file))
        return { width, height, rgb: data }
      }
      const { width: side } = await draw('a bird', 1)
      const rows: string[][] = []
      const sketched = async (how: string, told: (sketch: Sketch, n: number) => Promise<Partial<Told>>) => {
        const values: number[] = []
        for (const [n, sketch] of drawnSketches.entries())
          for (const seed of seeds) {
            const picture = await draw(sketch.words, seed, await told(sketch, n))
            values.push(iou(subjectMask(picture), wanted(sketch, side)))
          }
        rows.push(['sketch, silhouette', how, said(values)])
      }
      await sketched('no sketch at all', async () => ({}))
      for (const [name, hand] of Object.entries(hands))
        await sketched(name, (sketch, n) => {
          const strokes = strokesOf(sketch, hand, page, 's', randomFrom(n + 1))
          return compiled(opened, withLayer(blankPage(), { id: 's', role: 'sketch' }, strokes), side)
        })
      const boxes = [
        [0.08, 0.3, 0.4, 0.4],
        [0.52, 0.3, 0.4, 0.4],
        [0.3, 0.3, 0.45, 0.45],
        [0.2, 0.15, 0.6, 0.7],
      ]
      for (const how of ['no region at all', 'a region of words'] as const) {
        const values: number[] = []
        for (const [n, box] of boxes.entries())
          for (const { words } of drawnSketches) {
            const part = box.map(share => share * page)
            const drawing = withItems(
              withLayer(blankPage(), { id: 'r', role: 'region', words }),
              area('a', 'r', part),
            )
            const told = how === 'no region at all' ? {} : await compiled(opened, drawing, side)
            const picture = await draw('a meadow', n + 1, told)
            const [x, y, w, h] = box as [number, number, number, number]
            const asked = Uint8Array.from({ length: side * side }, (_, i) => {
              const [px, py] = [((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side]
              return px >= x && px < x + w && py >= y && py < y + h ? 1 : 0
            })
            values.push(iou(boxAround(subjectMask(picture), side), asked))
          }
        rows.push(['layout, box', how, said(values)])
      }
      return table(['intersection over union', 'drawn with', 'median (least to most)'], rows)
    })
  } finally {
    await opened.close()
  }
}
