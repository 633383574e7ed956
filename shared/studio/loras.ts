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

/** A folder in which LoRAs are looked for. */
export type LoraFolder = {
  folder: string
  loras: number
  /** A person chose it; the others are the studio's own places. */
  chosen: boolean
  /** Why nothing is found there, in one sentence; null when it can be read. */
  problem: string | null
}

const folder = z.string().trim().min(1).max(4096)

export const lorasContract = {
  'loras.folders': method<LoraFolder[]>()(z.void()),
  /** Looks there from now on, or no longer. Errors: `invalid-input` for what is no folder. */
  'loras.lookIn': method<LoraFolder[]>()(z.strictObject({ folder, on: z.boolean() })),
  'loras.list': method<LoraList>()(z.strictObject({ model: z.string().min(1) })),
}
