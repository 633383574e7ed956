import * as z from 'zod'

/** Lists and files that prompts name; they travel beside the settings. */
export const promptFiles = z
  .strictObject({
    /** Lines by the name of a file of wildcards. */
    wildcards: z.record(z.string(), z.array(z.string().max(20_000)).max(100_000)).default({}),
    /** Paths of textual inversions by the names that stand for them. */
    embeddings: z.record(z.string(), z.string().min(1)).default({}),
  })
  .default({ wildcards: {}, embeddings: {} })
export type PromptFiles = z.output<typeof promptFiles>
