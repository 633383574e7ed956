import { resample } from '../resample.ts'

type Size = { width: number; height: number }

/**
 * Fills what is not known of an image from what lies around it, smoothly, by push and pull through halved sizes
 * (Gortler et al. 1996, "The Lumigraph", section 3.4), at each size drawn towards a membrane, so that it sets in where the
 * known ends. `known` is 0 to 1 per pixel; `planes` hold the values, each times `known`. Gives planes without that factor:
 * where `known` is 1 the value itself, where it is 0 what is around. Where nothing at all is known it is 0.
 */
export function fillUnknown(
  planes: readonly Float32Array[],
  known: Float32Array,
  size: Size,
): Float32Array[] {
  const { width, height } = size
  const values = planes.map(plane => plane.map((value, i) => (known[i]! > 0 ? value / known[i]! : 0)))
  if (known.every(share => share === 1) || (width === 1 && height === 1)) return values
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  const around = fillUnknown(
    planes.map(plane => pushed(plane, known, size, half)),
    pushed(known, known, size, half),
    half,
  )
  return values.map((plane, k) => {
    const coarse = resample(around[k]!, half, size)
    const filled = plane.map((value, i) => known[i]! * value + (1 - known[i]!) * coarse[i]!)
    return relaxed(filled, plane, known, size)
  })
}

/** Sweeps there and back; each carries what is known a pixel further at full weight. */
const sweeps = 4

/** Moves what is not known to the mean of its four neighbours, in place, in sweeps to and fro (Gauss and Seidel). */
function relaxed(
  filled: Float32Array,
  values: Float32Array,
  known: Float32Array,
  { width, height }: Size,
): Float32Array {
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (let n = 0; n < filled.length; n++) {
      const i = sweep % 2 ? filled.length - 1 - n : n
      const share = known[i]!
      if (share === 1) continue
      const x = i % width
      let [sum, count] = [0, 0]
      if (x > 0) [sum, count] = [sum + filled[i - 1]!, count + 1]
      if (x < width - 1) [sum, count] = [sum + filled[i + 1]!, count + 1]
      if (i >= width) [sum, count] = [sum + filled[i - width]!, count + 1]
      if (i < width * (height - 1)) [sum, count] = [sum + filled[i + width]!, count + 1]
      filled[i] = share * values[i]! + ((1 - share) * sum) / count
    }
  return filled
}

/** Sums over two by two pixels, brought back to what one pixel can know at most. */
function pushed(plane: Float32Array, known: Float32Array, size: Size, half: Size): Float32Array {
  const out = new Float32Array(half.width * half.height)
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++) {
      let [sum, weight] = [0, 0]
      for (let dy = 0; dy < 2 && 2 * y + dy < size.height; dy++)
        for (let dx = 0; dx < 2 && 2 * x + dx < size.width; dx++) {
          const at = (2 * y + dy) * size.width + 2 * x + dx
          sum += plane[at]!
          weight += known[at]!
        }
      out[y * half.width + x] = weight > 1 ? sum / weight : sum
    }
  return out
}
