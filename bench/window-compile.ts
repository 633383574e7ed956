import { encode } from 'fast-png'
import type { Drawing } from '#shared/canvas/records.ts'
import { area, blankPage, line, photo, withItems, withLayer } from '../test/e2e/compile-page/drawings.ts'
import { openCompilePage } from '../test/e2e/compile-page/open.ts'
import { compileTimes, side } from './compile-times.ts'
import { spread, table } from './table.ts'

const rounds = 9
const wave = (id: string, layer: string, n: number, more = {}) => {
  const at = (k: number) => 20 + ((n * k) % 216)
  return line(id, layer, [at(37), at(53), at(71), at(29)], more)
}
const waves = (layer: string, count: number, more = {}) =>
  Array.from({ length: count }, (_, n) => wave(`${layer}${n}`, layer, n + 1, more))

/** A picture with slopes, edges and grain, as a photo has them. */
function scene(): Uint8Array {
  const data = new Uint8Array(3 * side * side)
  let grain = 1
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++, i++) {
        grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0
        const hill = y > 600 + 120 * Math.sin(x / 140) ? 70 : 0
        data[i] = 90 + 60 * Math.sin(x / 90 + c) + 40 * Math.cos(y / 60) - hill + (grain >>> 27)
      }
  return encode({ width: side, height: side, data, channels: 3 })
}

/** Each drawing with the layer that a stroke is added to. */
function drawingsOf(asset: string): Record<string, [Drawing, string]> {
  const whole = [0, 0, 256, 256]
  const sketch = (drawing: Drawing) => withLayer(drawing, { id: 's', role: 'sketch' }, waves('s', 300))
  const regions = (drawing: Drawing) =>
    ['r', 'q', 'p', 'o'].reduce(
      (now, id, n) => withLayer(now, { id, role: 'region', words: id }, waves(id, 12, { size: 30 + n })),
      drawing,
    )
  const colour = (drawing: Drawing) => withLayer(drawing, { id: 'c', role: 'colour' }, waves('c', 60))
  const picture = (drawing: Drawing) =>
    withLayer(drawing, { id: 'i', role: 'image' }, [photo('photo', 'i', asset, whole)])
  const mask = (drawing: Drawing) =>
    withLayer(drawing, { id: 'm', role: 'mask' }, [area('hole', 'm', [60, 60, 90, 120])])
  const edges = (kind: 'canny' | 'soft' | 'thin') =>
    withLayer(blankPage(), { id: 'e', role: 'sketch', edges: kind }, [photo('photo', 'e', asset, whole)])
  return {
    'sketch of 300 strokes': [sketch(blankPage()), 's'],
    '4 painted regions': [regions(blankPage()), 'r'],
    'colours, 60 strokes': [colour(blankPage()), 'c'],
    'photo, a stroke on its mask': [mask(picture(blankPage())), 'm'],
    'photo, a stroke on it': [picture(blankPage()), 'i'],
    'all of them, a stroke on the sketch': [sketch(regions(mask(colour(picture(blankPage()))))), 's'],
    'canny of a photo': [edges('canny'), 'e'],
    'soft edges of a photo': [edges('soft'), 'e'],
    'thin lines of a photo': [edges('thin'), 'e'],
  }
}

/** From a drawing to its maps, packed and named, at 1024 x 1024 in the worker: the first time, and for one stroke more. */
export default async function compile(): Promise<string> {
  const opened = await openCompilePage()
  try {
    const asset = await opened.page.evaluate(
      async bytes => (await window.call('assets.put', { bytes: Uint8Array.from(bytes) })).id!,
      [...scene()],
    )
    const rows: string[][] = []
    for (const [name, [drawing, layer]] of Object.entries(drawingsOf(asset))) {
      const steps = [drawing]
      for (let n = 0; n < rounds; n++)
        steps.push(withItems(steps.at(-1)!, wave(`more${n}`, layer, n + 3, { size: 20 })))
      const [first, ...more] = await compileTimes(opened, steps)
      rows.push([name, `${first!.toFixed(0)} ms`, `${spread(more).median.toFixed(0)} ms`])
    }
    return table(['drawing to maps, 1024 x 1024', 'first time', 'one stroke more'], rows)
  } finally {
    await opened.close()
  }
}
