import { halvesToFloats } from '../float16.ts'
import type { Tensor } from '../tensor.ts'

/** A part of a plane [1, C, height, width]. */
export type Area = { top: number; left: number; height: number; width: number }

/** Copies a part of a plane into a tensor of the part's size. */
export function crop(plane: Tensor, { top, left, height, width }: Area, out: Tensor): void {
  const [, channels, high, wide] = plane.dims as [number, number, number, number]
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++) {
      const from = (c * high + top + y) * wide + left
      copy(plane, from, out, (c * height + y) * width, width)
    }
}

/** Lays an area of `piece` on a plane, its corner at `top` and `left` there. */
export function lay(piece: Tensor, area: Area, plane: Tensor, top: number, left: number): void {
  const [, channels, high, wide] = plane.dims as [number, number, number, number]
  const [, , pieceHigh, pieceWide] = piece.dims as [number, number, number, number]
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < area.height; y++) {
      const from = (c * pieceHigh + area.top + y) * pieceWide + area.left
      copy(piece, from, plane, (c * high + top + y) * wide + left, area.width)
    }
}

/** A tensor of zeros of the same element type. */
export function blank({ type, data }: Tensor, dims: number[]): Tensor {
  const Kind = data.constructor as new (length: number) => Tensor['data']
  return { type, data: new Kind(dims.reduce((a, b) => a * b, 1)), dims }
}

function copy(from: Tensor, at: number, to: Tensor, toAt: number, length: number): void {
  ;(to.data as Float32Array).set((from.data as Float32Array).subarray(at, at + length), toAt)
}

/** By channel: the mean of its group and one over the deviation, as group normalisation takes them (biased variance). */
export type Measure = { mean: Float64Array; rate: Float64Array }

/**
 * Measures a plane [1, C, height, width] in double precision: groups of neighbouring channels, each over all its cells.
 * Each channel's deviation is taken from its own mean, then joined, so that nothing is lost where means are large.
 */
export function measure(plane: Tensor, groups: number, epsilon: number): Measure {
  const [, channels, height, width] = plane.dims as [number, number, number, number]
  const area = height * width
  const each = channels / groups
  const out = { mean: new Float64Array(channels), rate: new Float64Array(channels) }
  const own = Array.from({ length: channels }, (_, c) => {
    const part = plane.data.subarray(c * area, (c + 1) * area)
    return moments(part instanceof Uint16Array ? halvesToFloats(part) : (part as Float32Array))
  })
  for (let group = 0; group < groups; group++) {
    const [from, to] = [group * each, (group + 1) * each]
    const members = own.slice(from, to)
    const mean = average(members.map(one => one.mean))
    const variance = average(members.map(one => one.variance + (one.mean - mean) ** 2))
    out.mean.fill(mean, from, to)
    out.rate.fill(1 / Math.sqrt(variance + epsilon), from, to)
  }
  return out
}

/** Of single values of one kind, for the loop to stay fast. */
function moments(values: Float32Array): { mean: number; variance: number } {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  const mean = total / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const off = values[i]! - mean
    squares += off * off
  }
  return { mean, variance: squares / values.length }
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
