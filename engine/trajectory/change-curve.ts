import type { ChangeCurve } from '#shared/engine-contract.ts'
import { dct } from '../random/dct.ts'
import { isLayout, type NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'

/** Waves below this share of the way to the fastest count as layout, as the layout die has it unless told. */
const split = 0.25
const done = 0.9

/**
 * How much each step changed the predicted clean latent, in its slow waves and in its fast ones: the length of the
 * difference to the step before, as a share of all such lengths. The first step changes nothing: it is where the way
 * begins. `predicted`: [channels, height, width] each, one per step.
 */
export function changeCurve(predicted: readonly Latent[], dims: NoiseDims): ChangeCurve {
  const lengths = predicted.map((now, i) => (i ? lengthsOf(now, predicted[i - 1]!, dims) : [0, 0]))
  const layout = sharesOf(lengths.map(([slow]) => slow!))
  const texture = sharesOf(lengths.map(([, fast]) => fast!))
  return { layout, texture, layoutDone: doneAfter(layout), textureDone: doneAfter(texture) }
}

function lengthsOf(now: Latent, before: Latent, dims: NoiseDims): [slow: number, fast: number] {
  const [channels, height, width] = dims
  const area = height * width
  let [slow, fast] = [0, 0]
  for (let c = 0; c < channels; c++) {
    const at = c * area
    const change = Float64Array.from({ length: area }, (_, i) => now[at + i]! - before[at + i]!)
    for (const [i, wave] of dct(change, height, width).entries())
      if (isLayout(Math.floor(i / width), i % width, dims, split)) slow += wave * wave
      else fast += wave * wave
  }
  return [Math.sqrt(slow), Math.sqrt(fast)]
}

function sharesOf(lengths: readonly number[]): number[] {
  const total = lengths.reduce((a, b) => a + b, 0)
  return lengths.map(length => (total > 0 ? length / total : 0))
}

/** The step, from 1, after which nine tenths are done; 1 where nothing changes. */
function doneAfter(shares: readonly number[]): number {
  let sum = 0
  for (const [i, share] of shares.entries()) {
    sum += share
    // A little less, since shares are rounded.
    if (sum >= done - 1e-9) return i + 1
  }
  return 1
}
