import type { AnalyticKnob } from '#shared/steer.ts'
import type { NoiseDims } from '../random/dice.ts'
import type { Latent } from '../sampling/sampler.ts'
import type { ColourMap } from './colour-map.ts'

/** Colours of all cells in -1..1: red, green and blue planes one after another. */
type Planes = Float32Array
type Tone = (planes: Planes, amount: number, dims: NoiseDims) => void

/** White lies 2 above black. */
const tenthOfWhite = 0.2
const luma = [0.299, 0.587, 0.114] as const

/** What so much of a knob does to the colours, in place. */
const tones = {
  brightness: (planes, amount) => {
    for (let i = 0; i < planes.length; i++) planes[i]! += amount * tenthOfWhite
  },
  warmth: (planes, amount) => {
    const area = planes.length / 3
    for (let i = 0; i < area; i++) {
      planes[i]! += (amount * tenthOfWhite) / 2
      planes[2 * area + i]! -= (amount * tenthOfWhite) / 2
    }
  },
  saturation: (planes, amount) => {
    const area = planes.length / 3
    const times = 1.25 ** amount
    for (let i = 0; i < area; i++) {
      const grey = luma[0] * planes[i]! + luma[1] * planes[area + i]! + luma[2] * planes[2 * area + i]!
      for (let k = 0; k < 3; k++) planes[k * area + i] = grey + times * (planes[k * area + i]! - grey)
    }
  },
  contrast: (planes, amount) => {
    const area = planes.length / 3
    const times = 1.25 ** amount
    for (let k = 0; k < 3; k++) {
      const plane = planes.subarray(k * area, (k + 1) * area)
      const mean = plane.reduce((sum, value) => sum + value, 0) / area
      for (let i = 0; i < area; i++) plane[i] = mean + times * (plane[i]! - mean)
    }
  },
  light: (planes, amount, [, , width]) => {
    for (let i = 0; i < planes.length; i++)
      planes[i]! += amount * 2 * tenthOfWhite * (((i % width) + 0.5) / width - 0.5)
  },
} satisfies Partial<Record<AnalyticKnob, Tone>>
export type ToneKnob = keyof typeof tones

export const isTone = (name: AnalyticKnob): name is ToneKnob => Object.hasOwn(tones, name)

/** Turns the colours that a latent [channels, height, width] stands for; what of it has no colour stays. */
export function turnTones(
  latent: Latent,
  turns: readonly { name: ToneKnob; amount: number }[],
  { colours, back }: ColourMap,
  dims: NoiseDims,
): Latent {
  const [channels, height, width] = dims
  const area = height * width
  const planes = new Float32Array(3 * area)
  for (let k = 0; k < 3; k++)
    for (let i = 0; i < area; i++) {
      let value = colours.bias[k]!
      for (let c = 0; c < channels; c++) value += latent[c * area + i]! * colours.weights[c]![k]!
      planes[k * area + i] = value
    }
  const before = planes.slice()
  for (const { name, amount } of turns) tones[name](planes, amount, dims)
  const out = latent.slice()
  for (let c = 0; c < channels; c++)
    for (let k = 0; k < 3; k++)
      for (let i = 0; i < area; i++)
        out[c * area + i]! += back[c]![k]! * (planes[k * area + i]! - before[k * area + i]!)
  return out
}
