import type { Steering } from '#shared/steer.ts'
import type { Model } from '../model/open.ts'
import type { Middle } from '../pipeline/denoise.ts'
import type { NoiseDims } from '../random/dice.ts'
import { type Directions, directionValues } from './directions.ts'

/**
 * What the acting knobs add to the U-Net's middle, and who reads it; undefined where neither, so that the model's own
 * graph is used. Directions add up, each by its amount in every step.
 * Errors: `invalid-input` for a direction of another shape, `model-broken` when the graph has no middle.
 */
export async function middleOf(
  model: Model,
  acting: readonly Steering[],
  directions: Directions | undefined,
  [, height, width]: NoiseDims,
  onRead: Middle['onRead'],
): Promise<Middle | undefined> {
  const turned = acting.flatMap(knob =>
    knob.kind === 'direction' && directions?.get(knob.id)?.space === 'h' ? knob : [],
  )
  if (!turned.length && !onRead) return undefined
  const net = await model.hidden()
  if (!turned.length) return { net, add: null, onRead }
  const [channels, high, wide] = net.dims(height, width)
  const dims = [channels ?? directions!.get(turned[0]!.id)!.dims[0]!, high, wide]
  const sum = new Float32Array(dims.reduce((a, b) => a * b))
  for (const { id, amount } of turned)
    directionValues(directions, id, dims).forEach((value, i) => {
      sum[i]! += amount * value
    })
  return { net, add: { data: sum, dims }, onRead }
}
