import type { Picture } from '../pipeline/decode.ts'
import type { Believing } from './belief.ts'

/** What a kind of scorer's folder brings; batches, memory and the id are the same for all (open.ts). */
export type Encoders = Believing & {
  /** Unit vectors, a row for each. */
  pictures(pictures: readonly Picture[]): Promise<Float32Array[]>
  texts(texts: readonly string[]): Promise<Float32Array[]>
  /** So many in one pass. */
  most: { pictures: number; texts: number }
  /** What had to be assumed, a sentence each. */
  notes: string[]
  /** Every file that decides what an embedding is. */
  files: string[]
  release(): Promise<void>
}
