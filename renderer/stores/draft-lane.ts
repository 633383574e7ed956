import { isCancelled, toWire } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { heldCache } from '../lib/held-cache.ts'
import { newestWins } from '../lib/newest-wins.ts'

export type DraftOptions = {
  /** Absent: as few as still show what it will be. */
  steps?: number | undefined
  /** At most so many pixels a side; 128 when absent. */
  side?: number | undefined
  embed?: boolean | undefined
  /** A text to score against. */
  score?: string | null | undefined
}
export type Drafts = {
  /** Object URLs in the order of the generations; the one before stays until the new one has come. */
  pngs: (string | null)[]
  embeddings: (Float32Array | null)[]
  scores: (number | null)[]
  /** Whether each of them is of the settings asked for last. */
  done: boolean
  error: string | null
}
export type DraftsWanted = { model: string; generations: readonly Generation[]; options: DraftOptions }
type Draft = { url: string | null; embedding: Float32Array | null; score: number | null }
type Missing = {
  model: string
  options: DraftOptions
  parts: { key: string; at: number; what: Generation }[]
}

export const noDrafts: Drafts = { pngs: [], embeddings: [], scores: [], done: false, error: null }

/** Of all lanes together, by the text of what was asked for. */
const cache = heldCache<Draft>(600, ({ url }) => url && URL.revokeObjectURL(url))

const urlOf = (png: Uint8Array): string =>
  URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }))

/** What a lane shows follows what is wanted of it, the newest first; `listener` hears every change. */
export function openLane(lane: string, listener: () => void) {
  let keys: string[] = []
  let wanted: DraftsWanted | null = null
  let shown: (string | null)[] = []
  let state = noDrafts

  const places = (key: string) => keys.flatMap((one, at) => (one === key ? [at] : []))
  const show = (at: number, key: string) => {
    const old = shown[at]
    if (old === key) return
    cache.hold(key)
    if (old) cache.release(old)
    shown[at] = key
  }
  const tell = (error: string | null) => {
    const drafts = shown.map(key => (key === null ? undefined : cache.get(key)))
    state = {
      pngs: drafts.map(draft => draft?.url ?? null),
      embeddings: drafts.map(draft => draft?.embedding ?? null),
      scores: drafts.map(draft => draft?.score ?? null),
      done: keys.length > 0 && keys.every((key, at) => shown[at] === key),
      error,
    }
    listener()
  }
  const run = async ({ model, options, parts }: Missing, signal: AbortSignal, told: () => void) => {
    const generations = parts.map(({ what }) => what)
    try {
      await call(
        'drafts.run',
        { model, lane, generations, ...said(options) },
        {
          signal,
          onEvent({ index, png, embedding, score }) {
            const { key, at } = parts[index]!
            // Also of what was wanted a moment ago: nearer than what was shown, unless the newest is there already.
            if (at < shown.length && shown[at] !== keys[at]) show(at, key)
            for (const i of places(key)) show(i, key)
            cache.put(key, { url: png && urlOf(png), embedding, score })
            tell(null)
            told()
          },
        },
      )
    } catch (error) {
      if (!isCancelled(error) && !signal.aborted) tell(sentenceOf(toWire(error)))
    }
  }
  const work = newestWins(run)

  /** Shows what is known of what is wanted and asks for the rest. */
  const follow = () => {
    const before = shown
    shown = keys.map((_, at) => before[at] ?? null)
    for (const gone of before.slice(keys.length)) if (gone) cache.release(gone)
    for (const key of new Set(keys)) if (cache.has(key)) for (const at of places(key)) show(at, key)
    const parts = keys.flatMap((key, at) =>
      cache.has(key) || keys.indexOf(key) < at ? [] : [{ key, at, what: wanted!.generations[at]! }],
    )
    tell(null)
    if (wanted && parts.length) work.want({ ...wanted, parts })
    else work.stop()
  }
  return {
    state: (): Drafts => state,
    want(next: DraftsWanted | null): void {
      const nextKeys = next ? keysOf(next) : []
      const same = nextKeys.length === keys.length && nextKeys.every((key, at) => key === keys[at])
      if (same && (next === null) === (wanted === null)) return
      wanted = next
      keys = nextKeys
      follow()
    },
    /** Asks again for what has not come. */
    again: follow,
    rest: (): void => work.stop(),
    close(): void {
      work.stop()
      for (const key of shown) if (key) cache.release(key)
      shown = []
      keys = []
      wanted = null
    },
  }
}
export type Lane = ReturnType<typeof openLane>

const said = ({ steps, side, embed, score }: DraftOptions) => ({
  ...(steps !== undefined && { steps }),
  ...(side !== undefined && { side }),
  ...(embed !== undefined && { embed }),
  ...(score !== undefined && { score }),
})

const keysOf = ({ model, generations, options }: DraftsWanted): string[] =>
  generations.map(what => JSON.stringify([model, said(options), what]))
