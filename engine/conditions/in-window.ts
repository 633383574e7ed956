import type { Conditions, RegionOfWords } from '#shared/conditions.ts'
import { conditionLimits } from '#shared/conditions.ts'
import type { Settings } from '#shared/generation.ts'
import type { Model } from '../model/open.ts'
import type { Rgba } from '../png/pixels.ts'
import { type Assets, seenThrough } from './assets.ts'
import { planAt } from './start-of-walk.ts'
import type { Window } from './window.ts'

/** A part of a picture, in shares of its width and height. */
type Part = Window

/**
 * Sketches and regions as they lie in what is drawn: all of them, or, where only a part of an image is drawn, what of
 * them falls into that part. `seen` opens their maps and masks. `settings` are those in force in a step.
 */
export function inWindow(
  model: Model,
  settings: Settings,
  assets: Assets,
): Pick<Conditions, 'controls' | 'regions'> & { seen: Assets } {
  const { controls, regions } = settings.conditions
  const layers = planAt({ model, settings, assets }, settings.steps)?.layers
  if (!layers?.window) return { controls, regions, seen: assets }
  const { window, image } = layers
  const part: Part = {
    x: window.x / image.width,
    y: window.y / image.height,
    width: window.width / image.width,
    height: window.height / image.height,
  }
  return {
    controls,
    regions: regions.flatMap(region => within(region, part)),
    seen: seenThrough(id => cut(assets.rgba(id), part)),
  }
}

function within(region: RegionOfWords, part: Part): RegionOfWords[] {
  const feather = Math.min(conditionLimits.feather, region.feather / Math.min(part.width, part.height))
  if (!region.rectangle) return [{ ...region, feather }]
  const { x, y, width, height } = region.rectangle
  const across = overlap(x, x + width, part.x, part.width)
  const down = overlap(y, y + height, part.y, part.height)
  if (!across || !down) return []
  const rectangle = { x: across.from, y: down.from, width: across.length, height: down.length }
  return [{ ...region, feather, rectangle }]
}

/** What of a stretch lies within a part, in shares of the part; null for nothing. */
function overlap(from: number, to: number, start: number, length: number) {
  const [a, b] = [from, to].map(at => Math.min(1, Math.max(0, (at - start) / length)))
  return b! > a! ? { from: a!, length: b! - a! } : null
}

/** To whole pixels, at least one. */
function cut({ width, height, rgba }: Rgba, part: Part): Rgba {
  const left = Math.min(width - 1, Math.round(part.x * width))
  const top = Math.min(height - 1, Math.round(part.y * height))
  const size = {
    width: Math.max(1, Math.min(width - left, Math.round(part.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(part.height * height))),
  }
  const out = new Uint8Array(size.width * size.height * 4)
  for (let y = 0; y < size.height; y++) {
    const from = ((top + y) * width + left) * 4
    out.set(rgba.subarray(from, from + size.width * 4), y * size.width * 4)
  }
  return { ...size, rgba: out }
}
