import * as z from 'zod'
import { method } from '../contract.ts'

/** What may be named in a prompt. */
export type PromptNames = { wildcards: string[]; embeddings: string[]; loras: string[] }

export const promptsContract = {
  /** Of the folders of wildcards, textual inversions and LoRAs, in the order of the alphabet. */
  'prompts.names': method<PromptNames>()(z.void()),
}
