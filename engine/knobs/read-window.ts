import { actsIn } from '#shared/steer.ts'

/** The share of the steps over which the middle is averaged: where a picture's large parts are decided. */
const window = { from: 0.2, to: 0.8, amount: 1 }

/** Averages the U-Net's middle over the steps of its window, per picture of a pass. */
export function readWindow(batch: number, steps: number) {
  let step = 1
  let counted = 0
  let sum = new Float32Array(0)
  let shape: readonly number[] = []
  return {
    onStep: (info: { step: number }) => {
      step = info.step + 1
    },
    onMiddle: (h: Float32Array, dims: readonly number[]) => {
      if (!actsIn(window, step, steps)) return
      if (!counted++) sum = new Float32Array(h.length)
      shape = dims
      for (let i = 0; i < h.length; i++) sum[i]! += h[i]!
    },
    dims: () => shape,
    rows: (): Float32Array[] => {
      const size = sum.length / batch
      return Array.from({ length: batch }, (_, i) =>
        sum.slice(i * size, (i + 1) * size).map(value => value / counted),
      )
    },
  }
}
