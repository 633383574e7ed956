import type { Picture } from '../pipeline/decode.ts'
import { resample } from '../resample.ts'
import { fillUnknown } from './fill-unknown.ts'
import type { StartLayers } from './start-layers.ts'
import type { StartPlan } from './start-plan.ts'

type Size = { width: number; height: number }

/**
 * A decoded picture, of the drawn size or smaller, with what was kept of its start image put back: exactly where no step
 * was free, softly beside it. Where only a part of the image was drawn, the whole image, at its own size, with it.
 */
export function finished(drawn: Picture, { layers, shown, matched }: StartPlan): Picture {
  if (!layers.window && shown.every(share => share === 1)) return drawn
  const size = layers.window ? layers : drawn
  const brought = (plane: Float32Array) => resample(plane, layers, size)
  const part = blended(size, {
    kept: layers.planes.map(brought),
    drawn: planesOf(drawn).map(plane => resample(plane, drawn, size)),
    shown: brought(shown),
    matched: brought(matched),
  })
  return layers.window ? withPart(layers, part) : part
}

type Blend = { kept: Float32Array[]; drawn: Float32Array[]; shown: Float32Array; matched: Float32Array }

/**
 * The drawn picture is brought to the tone of what is kept beside it first: their difference there, which a decoder makes
 * that does not give an image back exactly, is carried on into the drawn part, less and less (as a membrane does: Perez et
 * al. 2003, "Poisson image editing", section 3).
 */
function blended({ width, height }: Size, { kept, drawn, shown, matched }: Blend): Picture {
  const rgb = new Uint8Array(width * height * 3)
  const known = shown.map(share => (share === 0 ? 1 : 0))
  const tone = fillUnknown(
    kept.map((plane, c) => plane.map((value, p) => (value - drawn[c]![p]!) * known[p]!)),
    known,
    { width, height },
  )
  for (let c = 0; c < 3; c++)
    for (let p = 0; p < shown.length; p++) {
      const there = drawn[c]![p]! + matched[p]! * tone[c]![p]!
      const value = kept[c]![p]! + shown[p]! * (there - kept[c]![p]!)
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
