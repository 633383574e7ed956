import * as z from 'zod'
import { method } from '../contract.ts'

/** A LoRA that is installed. */
export type LoraCard = {
  /** Its file's name without the ending. */
  name: string
  file: string
  bytes: number
  kinds: string[]
  title: string | null
  /** What it was trained on, as its trainer wrote it. */
  base: string | null
  /** It has a say in the words too. */
  words: boolean
  triggers: { word: string; count: number }[]
  /** Why it cannot be used with the model that was asked about; null when it can. */
  problem: string | null
}

export type LoraList = {
  loras: LoraCard[]
  /** Why the model takes none, in one sentence; null when it does. */
  why: string | null
  /** Where they are looked for. */
  folders: string[]
}

export const lorasContract = {
  'loras.list': method<LoraList>()(z.strictObject({ model: z.string().min(1) })),
}
