import { generation } from '#shared/generation.ts'
import { textsOf } from '#shared/prompt/settled-reading.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { PromptLists } from './prompt-lists.ts'

type Carrying = { generation?: unknown; generations?: readonly unknown[]; promptFiles?: object }

const takers = new Set(['generate.run', 'drafts.run', 'time.frames', 'knobs.discover'])

/** An engine to whom the lists and files that prompts name are handed along with them. */
export const withPromptFiles = (call: EngineCall, lists: Pick<PromptLists, 'filesFor'>): EngineCall =>
  (async (name, input, options) => {
    const {
      generation: one,
      generations = one === undefined ? [] : [one],
      promptFiles,
    } = (input ?? {}) as Carrying
    if (promptFiles || !takers.has(name)) return call(name, input, options)
    const texts = [...new Set(generations.flatMap(textsRead))]
    const files = texts.length ? await lists.filesFor(texts) : { wildcards: {}, embeddings: {} }
    const some = Object.keys(files.wildcards).length || Object.keys(files.embeddings).length
    const whole = some ? { ...(input as object), promptFiles: files } : input
    return call(name, whole as typeof input, options)
  }) as EngineCall

/** Texts whose signs are read; the door of the engine looks at the rest. */
function textsRead(settings: unknown): string[] {
  const parsed = generation.safeParse(settings)
  return parsed.success && parsed.data.reading.style !== 'plain' ? textsOf(parsed.data) : []
}
