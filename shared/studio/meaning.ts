import * as z from 'zod'
import { method } from '../contract.ts'

/** How much of the library can be searched by what it shows. */
export type MeaningInfo = {
  embedded: number
  /** Pictures that the scorer cannot read. */
  unreadable: number
  of: number
  state: 'off' | 'working' | 'waiting' | 'done'
  /** Why it does not go on, in one sentence; null while all is well. */
  problem: string | null
}

export const meaningContract = {
  'meaning.info': method<MeaningInfo>()(z.void()),
  /** Never answers: tells it now and whenever it changes, until it is cancelled. */
  'meaning.watch': method<void, MeaningInfo>()(z.void()),
}
