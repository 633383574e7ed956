import { encode } from 'fast-png'
import type { AssetStore } from '../main/studio/canvas/asset-store.ts'
import { addItems } from '../shared/canvas/edits/items.ts'
import { addLayer } from '../shared/canvas/edits/layers.ts'
import { box, type CanvasRecord, image, page, stroke } from '../shared/canvas/records.ts'

const side = 4096
const layers = 30
const rasters = 4
const strokes = 2000

/** Noise that is the same each time (Lehmer, as in Park & Miller 1988). */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** A page of 4096 x 4096 with 30 layers: 4 of them rasters of 2048 x 2048, 2,000 strokes of 40 points on the rest. */
export async function bigDrawing(assets: AssetStore): Promise<CanvasRecord[]> {
  const random = lehmer(7)
  let count = 0
  const newId = () => `b${++count}`
  const drawing = new Map<string, CanvasRecord>([
    ['page', page.parse({ kind: 'page', id: 'page', width: side, height: side })],
    ['box', box.parse({ kind: 'box', id: 'box', x: 0, y: 0, width: side, height: side })],
  ])
  const put = (changes: [string, CanvasRecord | null][]) => {
    for (const [id, record] of changes) if (record) drawing.set(id, record)
  }
  for (let n = 0; n < layers; n++) {
    const layer = newId()
    const opacity = n % 3 ? 1 : 0.8
    put(addLayer(drawing, { id: layer, role: n < rasters ? 'image' : 'colour', name: `Layer ${n}`, opacity }))
    if (n < rasters) {
      const data = Uint8Array.from({ length: 2048 * 2048 * 3 }, (_, i) => (i * (n + 3)) >> 9)
      const asset = await assets.put(encode({ width: 2048, height: 2048, channels: 3, depth: 8, data }))
      const place = { x: (n % 2) * 2048, y: Math.floor(n / 2) * 2048, width: 2048, height: 2048 }
      put(addItems(drawing, [image.parse({ kind: 'image', id: newId(), layer, order: 0, asset, ...place })]))
      continue
    }
    const many = Math.ceil(strokes / (layers - rasters))
    put(
      addItems(
        drawing,
        Array.from({ length: many }, () => {
          let [x, y] = [random() * side, random() * side]
          const points = Array.from({ length: 40 }, () => {
            x += (random() - 0.5) * 90
            y += (random() - 0.5) * 90
            return [Math.round(x), Math.round(y), 0.3 + random() / 2]
          }).flat()
          const colour = `#${Math.floor(random() * 0xffffff)
            .toString(16)
            .padStart(6, '0')}`
          return stroke.parse({ kind: 'stroke', id: newId(), layer, order: 0, points, size: 24, colour })
        }),
      ),
    )
  }
  return [...drawing.values()]
}
