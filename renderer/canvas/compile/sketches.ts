import type { Control } from '#shared/conditions.ts'
import { edgeFinders } from '#shared/edges/find-edges.ts'
import type { Pixels } from './encode-png.ts'
import { type Frame, frameKey } from './frame.ts'
import { netKind } from './net-kinds.ts'
import { brighter, coverage, overBlack, read } from './pixels.ts'
import type { Filled, SketchGroup } from './plan.ts'
import type { Breathe, Told } from './told.ts'
import type { Workshop } from './workshop.ts'

/** One map for each group of sketch layers: white ink on black, or the layers' own colours, as its net reads. */
export async function sketches(
  groups: readonly SketchGroup[],
  frame: Frame,
  shop: Workshop,
  told: Told,
  breathe: Breathe,
): Promise<Control[]> {
  const controls: Control[] = []
  for (const { layers, ...said } of groups) {
    await breathe()
    const lines = netKind(said.net) === 'lines'
    const parts = layers.map(one => [
      shop.painter.version(one.layer, one.items, frame, mannerOf(one, shop, lines)),
      lines ? one.layer.edges : one.layer.opacity,
    ])
    const key = JSON.stringify(['sketch', lines, parts, frameKey(frame)])
    const made = await shop.outputs.get(key, () =>
      lines ? inkMap(layers, frame, shop) : colourMap(layers, frame, shop),
    )
    for (const { layer } of layers)
      if (made) told.maps.set(layer.id, made.preview)
      else told.untold.set(layer.id, 'empty')
    if (made) controls.push({ ...said, map: made.id })
  }
  return controls
}

const mannerOf = ({ layer }: Filled, shop: Workshop, lines: boolean) =>
  lines && layer.edges === 'none' ? shop.ink : shop.own

function inkMap(layers: readonly Filled[], frame: Frame, shop: Workshop): Pixels | null {
  const data = brighter(layers.map(one => inkOfLayer(one, frame, shop)))
  return data.some(level => level) ? { width: frame.width, height: frame.height, channels: 1, data } : null
}

function inkOfLayer({ layer, items }: Filled, frame: Frame, shop: Workshop): Uint8Array {
  if (layer.edges === 'none') return coverage(shop.painter.paint(layer, items, frame, shop.ink))
  return edgeFinders[layer.edges](read(shop.painter.paint(layer, items, frame, shop.own)))
}

function colourMap(layers: readonly Filled[], frame: Frame, shop: Workshop): Pixels | null {
  const all = shop.composite(layers, frame)
  const pixels = overBlack(read(all))
  return coverage(all).some(level => level) ? pixels : null
}
