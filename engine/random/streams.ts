import type { Seed } from '#shared/seed.ts'
import { openUniform } from './cuda-normal.ts'
import { philox4x32 } from './philox.ts'

/** One number per die: with the same seed, the streams of different dice have nothing in common. 0 is torch's own. */
const kinds = { layout: 1, texture: 2, channel: 3, region: 4, sampler: 5 } as const
export type StreamKind = keyof typeof kinds

/**
 * Standard normals with random access: element `i` of draw `draw` is the same whatever else is drawn. Philox under the
 * counter (draw, kind, i, index) and the seed as key, then the sine half of Box-Muller.
 */
export function streamNormals(seed: Seed, kind: StreamKind, { draw = 0, index = 0 } = {}) {
  const word = BigInt(seed)
  const key = [Number(word & 0xffffffffn), Number((word >> 32n) & 0xffffffffn)] as const
  const words = new Uint32Array(4)
  const counter: [number, number, number, number] = [draw, kinds[kind], 0, index]
  return (i: number): number => {
    counter[2] = i
    philox4x32(counter, key, words)
    return Math.sqrt(-2 * Math.log(openUniform(words[0]!))) * Math.sin(2 * Math.PI * openUniform(words[1]!))
  }
}
