import { StudioError } from '#shared/errors.ts'
import { floats, type Tensor } from '../tensor.ts'
import { unit } from './belief.ts'

/** The rows of a graph's output, brought to unit length. Errors: `model-broken` when they are no embeddings. */
export function unitRows(out: Tensor, rows: number): Float32Array[] {
  const [found = 0, width = 0] = out.dims
  if (out.dims.length !== 2 || found !== rows)
    throw new StudioError(
      'model-broken',
      `A graph of the scorer gives [${out.dims}]; expected one embedding per picture or text`,
    )
  const values = floats(out)
  if (values.some(Number.isNaN))
    throw new StudioError(
      'model-broken',
      'The scorer gave numbers that are not numbers (NaN); use the fp32 files of this model',
    )
  return Array.from({ length: rows }, (_, i) => unit(values.slice(i * width, (i + 1) * width)))
}
