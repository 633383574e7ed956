import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { isCancelled, StudioError } from '#shared/errors.ts'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { installedUpscalers } from './upscalers.ts'

const seen = z.object({ scale: z.number().nullable(), problem: z.string().nullable() })
const book = z.record(z.string(), seen)
type Seen = z.output<typeof seen>

/** What a person calls those that come with the program's own models. */
const names: Record<string, string> = { picturebook: 'Picture-book' }

/**
 * Every upscaler and what it makes. One that is not known is opened once, in the engine that answers questions; what was
 * seen is kept in the cache folder until its file changes.
 */
export function upscalerCards(cache: string, ask: EngineCall): () => Promise<UpscalerCard[]> {
  const file = join(cache, 'upscalers.json')
  const known = readFile(file, 'utf8')
    .then(text => new Map(Object.entries(book.parse(JSON.parse(text)))))
    .catch(() => new Map<string, Seen>())
  const looking = new Map<string, Promise<Seen>>()

  async function look(key: string, model: string): Promise<Seen> {
    const before = (await known).get(key)
    if (before) return before
    try {
      const { scale } = await ask('upscale.inspect', { model })
      return await keep(key, { scale, problem: null })
    } catch (error) {
      if (isCancelled(error)) throw error
      const problem = (error as Error).message
      // Of another device, or with more memory, it may be another time.
      const lasting = error instanceof StudioError && error.code === 'model-broken'
      return lasting ? keep(key, { scale: null, problem }) : { scale: null, problem }
    }
  }
  async function keep(key: string, what: Seen): Promise<Seen> {
    const all = await known
    all.set(key, what)
    // A cache that cannot be written costs time at the next start, nothing else.
    await atomicWrite(file, JSON.stringify(Object.fromEntries(all))).catch(() => {})
    return what
  }

  return async () => {
    const cards: UpscalerCard[] = []
    for (const { id, file, origin } of await installedUpscalers()) {
      const info = await stat(file).catch(() => null)
      if (!info) continue
      const key = `${file} ${info.size} ${info.mtimeMs}`
      const asked = looking.get(key) ?? look(key, file)
      looking.set(key, asked)
      const what = await asked.finally(() => looking.delete(key))
      cards.push({ id, name: names[id] ?? id, file, origin, bytes: info.size, ...what })
    }
    return cards
  }
}
