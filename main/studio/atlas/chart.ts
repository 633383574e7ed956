import { join } from 'node:path'
import { cancelled } from '#shared/errors.ts'
import { type Library, libraryKey } from '../library/open-library.ts'
import type { Held } from '../meaning/held.ts'
import { type KeptPlaces, readPlaces, shortId, writePlaces } from './kept-places.ts'
import { place } from './placing.ts'
import { putAmong } from './put-among.ts'

/** Where every vector of a library lies, by its row: x and y in turn, 0..1, NaN where it has no place yet. */
export type Moment = { held: Held; places: Float32Array; final: boolean; share: number }
/** What of a library is placed. */
export type Mapped = Pick<Library, 'meaning' | 'folder'>
export type Chart = ReturnType<typeof openChart>

const digits = 2 * shortId
/** So many newcomers are put among the others before all are placed again, as a share of those. */
const loosest = 0.2
/** Newcomers that are put among the others in one go. */
const most = 500
/** How long the work goes on when nobody looks any more, in ms: whoever asks something else comes back at once. */
const linger = 1500

/** Where the places of a library are kept, beside its index. */
export const placesFile = ({ folder }: Mapped, cache: string): string =>
  join(cache, 'libraries', libraryKey(folder), 'places')

/** The places of one library, made when they are asked for, kept in the cache and added to. */
export function openChart(library: Mapped, cache: string) {
  const file = placesFile(library, cache)
  let kept: Promise<KeptPlaces | null> | undefined
  let running:
    | { abort: AbortController; done: Promise<Moment | null>; viewers: Set<(now: Moment) => void> }
    | undefined
  let latest: Moment | null = null

  /** Of each row the first digits of its picture's id; empty for one that has gone. */
  function shortIds(held: Held): string[] {
    const { keys, ids } = library.meaning.names()
    const out: string[] = new Array(held.count).fill('')
    for (const [n, key] of keys.entries()) {
      const row = (held.place[key] ?? 0) - 1
      if (row >= 0) out[row] = ids.slice(64 * n, 64 * n + digits)
    }
    return out
  }

  async function run(signal: AbortSignal, see: (now: Moment) => void): Promise<Moment | null> {
    const held = await library.meaning.held()
    if (!held?.count) return null
    kept ??= readPlaces(file)
    const before = await kept
    const ours = before?.space === held.space ? before : null
    const ids = shortIds(held)
    const { places, missing } = placesOf(ids, ours)
    const loose = (ours?.loose ?? 0) + missing
    const settled = held.count - missing
    const tell = (places: Float32Array, final: boolean, share: number): Moment => {
      const now = { held, places, final, share }
      see(now)
      return now
    }
    if (!missing) return tell(places, true, 1)
    const packed = {
      rows: held.rows.subarray(0, held.count * held.width),
      inverse: held.inverse.subarray(0, held.count),
      width: held.width,
      count: held.count,
    }
    if (settled && missing <= most && loose <= loosest * settled) {
      await putAmong(packed, places, signal)
      keep(held.space, ids, places, loose)
      return tell(places, true, 1)
    }
    let now = settled ? tell(places, false, 0) : null
    await place({ packed: copied(packed), known: settled ? places : null }, signal, event => {
      if (event.kind === 'places') now = tell(event.places, event.final, event.final ? 1 : (now?.share ?? 0))
      else if (now) now = tell(now.places, false, event.share)
    })
    if (now) keep(held.space, ids, now.places, 0)
    return now
  }

  function keep(space: string, ids: readonly string[], places: Float32Array, loose: number): void {
    const at = new Map(ids.map((id, row) => [id, row] as const).filter(([id]) => id !== ''))
    const next = { space, at, places, loose }
    kept = Promise.resolve(next)
    void writePlaces(file, next)
  }

  function begin() {
    const abort = new AbortController()
    const viewers = new Set<(now: Moment) => void>()
    latest = null
    const mine = {
      abort,
      viewers,
      done: run(abort.signal, now => {
        latest = now
        for (const viewer of viewers) viewer(now)
      }).finally(() => {
        if (running === mine) running = undefined
      }),
    }
    // Whoever waits hears of it; when nobody does any more, nobody need.
    mine.done.catch(() => {})
    running = mine
    return mine
  }

  return {
    /** Tells what is known at once and whenever it gets better; null where nothing was looked at. Errors: the signal's reason. */
    async see(signal: AbortSignal, viewer: (now: Moment) => void): Promise<Moment | null> {
      signal.throwIfAborted()
      const going = running && !running.abort.signal.aborted ? running : undefined
      if (going && latest) viewer(latest)
      const work = going ?? begin()
      work.viewers.add(viewer)
      try {
        return await orAborted(work.done, signal)
      } finally {
        work.viewers.delete(viewer)
        if (running === work && !work.viewers.size)
          setTimeout(() => work.viewers.size || work.abort.abort(signal.reason), linger).unref()
      }
    },
    /** Of a row of the vectors, as far as it was placed; null before. */
    placeOf(held: Held, row: number): { x: number; y: number } | null {
      if (latest?.held !== held) return null
      const [x, y] = [latest.places[2 * row], latest.places[2 * row + 1]]
      return x === undefined || y === undefined || Number.isNaN(x) ? null : { x, y }
    },
    close: () => running?.abort.abort(cancelled()),
  }
}

function placesOf(
  ids: readonly string[],
  kept: KeptPlaces | null,
): { places: Float32Array; missing: number } {
  const places = new Float32Array(2 * ids.length).fill(Number.NaN)
  let missing = 0
  for (const [row, id] of ids.entries()) {
    const at = kept?.at.get(id)
    if (at === undefined) {
      missing++
      continue
    }
    places[2 * row] = kept!.places[2 * at]!
    places[2 * row + 1] = kept!.places[2 * at + 1]!
  }
  return { places, missing }
}

/** What comes, unless the signal is faster. Errors: its reason. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

/** What goes to another thread goes whole, also what is beyond a part of an array. */
const copied = <T extends { rows: Int8Array; inverse: Float32Array }>(packed: T): T => ({
  ...packed,
  rows: packed.rows.slice(),
  inverse: packed.inverse.slice(),
})
