import type { Picture } from '../pipeline/decode.ts'
import { resample } from '../resample.ts'
import type { StartLayers } from './start-layers.ts'
import type { StartPlan } from './start-plan.ts'

type Size = { width: number; height: number }

/**
 * A decoded picture, of the drawn size or smaller, with what was kept of its start image put back: exactly where no step
 * was free, softly beside it. Where only a part of the image was drawn, the whole image, at its own size, with it.
 */
export function finished(drawn: Picture, { layers, shown }: StartPlan): Picture {
  if (!layers.window) {
    if (shown.every(share => share === 1)) return drawn
    const planes = layers.planes.map(plane => resample(plane, layers, drawn))
    return blended(drawn, planes, resample(shown, layers, drawn), planesOf(drawn))
  }
  const part = blended(
    layers,
    layers.planes,
    shown,
    planesOf(drawn).map(plane => resample(plane, drawn, layers)),
  )
  return withPart(layers, part)
}

function blended(
  { width, height }: Size,
  kept: readonly Float32Array[],
  shown: Float32Array,
  drawn: readonly Float32Array[],
): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (let c = 0; c < 3; c++)
    for (let p = 0; p < shown.length; p++) {
      const value = kept[c]![p]! + shown[p]! * (drawn[c]![p]! - kept[c]![p]!)
      rgb[p * 3 + c] = Math.round(Math.min(255, Math.max(0, value)))
    }
  return { width, height, rgb }
}

function planesOf({ width, height, rgb }: Picture): Float32Array[] {
  const area = width * height
  return [0, 1, 2].map(c => Float32Array.from({ length: area }, (_, p) => rgb[p * 3 + c]!))
}

function withPart({ image, window }: StartLayers, part: Picture): Picture {
  const { width, height, rgba } = image
  const rgb = new Uint8Array(width * height * 3)
  for (let p = 0; p < width * height; p++) for (let c = 0; c < 3; c++) rgb[p * 3 + c] = rgba[p * 4 + c]!
  for (let y = 0; y < part.height; y++) {
    const row = part.rgb.subarray(y * part.width * 3, (y + 1) * part.width * 3)
    rgb.set(row, ((window!.y + y) * width + window!.x) * 3)
  }
  return { width, height, rgb }
}
