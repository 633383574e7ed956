import type { Change } from './kinds.ts'
import type { Product } from './product.ts'

/** A change at a strength, and what DoRA says of the weight's length along one side. */
export type Applied = {
  change: Change
  strength: number
  dora: { scale: Float32Array; axis: 'out' | 'in' } | null
}

/** A weight [out, in x cells] as it lies in the graph: turned, as [in, out]. */
export type Weight = { values: Float32Array; out: number; into: number; cells: number; turned: boolean }

/**
 * Adds a change to a weight, in place. With DoRA (Liu et al. 2024, arXiv:2402.09353) the sum is brought to the lengths
 * that the file says; the strength then takes so much of the way there, as A1111 and ComfyUI have it.
 */
export async function apply(
  weight: Weight,
  { change, strength, dora }: Applied,
  product: Product,
): Promise<void> {
  const { values } = weight
  if (!dora) return add(values, await deltaOf(weight, change, product), strength)
  const delta = await deltaOf(weight, change, product)
  const merged = values.slice()
  add(merged, delta, 1)
  const sums = new Float64Array(dora.scale.length)
  const side = sideOf(weight, dora.axis)
  for (let i = 0; i < merged.length; i++) sums[side(i)]! += merged[i]! ** 2
  for (let i = 0; i < merged.length; i++) {
    const n = side(i)
    const whole = merged[i]! * (dora.scale[n]! / Math.sqrt(sums[n]!))
    values[i]! += strength * (whole - values[i]!)
  }
}

function add(values: Float32Array, delta: Float32Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i]! += by * delta[i]!
}

/** The change as it lies in the graph. */
async function deltaOf(weight: Weight, change: Change, product: Product): Promise<Float32Array> {
  const { values, out, into, turned } = weight
  if (change.how === 'gain') {
    const side = sideOf(weight, change.axis)
    return values.map((value, i) => value * change.gains[side(i)]!)
  }
  if (change.how === 'dense') return turned ? turn(change.delta, out, into) : change.delta
  const { up, down, rank } = change
  return turned ? product(turn(down, rank, into), turn(up, out, rank), rank) : product(up, down, rank)
}

/** Which row or column of the weight a number belongs to, by its place. */
function sideOf({ out, into, cells, turned }: Weight, axis: 'out' | 'in'): (i: number) => number {
  if (axis === 'out') return turned ? i => i % out : i => Math.floor(i / (into * cells))
  return turned ? i => Math.floor(i / out) : i => Math.floor(i / cells) % into
}

/** [rows, columns] to [columns, rows]. */
function turn(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!
  return out
}
