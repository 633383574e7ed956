import { existsSync } from 'node:fs'
import type { DeviceId } from '#shared/engine-contract.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { Library } from '../library/open-library.ts'
import { pathOf } from '../library/place.ts'
import type { Seen, Unseen } from '../library/vectors.ts'

/** Pictures that are embedded in one go: as many as the engine embeds between two looks at the clock. */
export const batch = 16
/** Pictures that are looked up in one go: to find them takes longer, the more have been embedded. */
const ahead = 512

/** Who has just drawn something often goes on drawing, in ms. */
const quiet = 2000

export type FillerOptions = {
  library: () => Library
  call: EngineCall
  /** The folder whose scorer looks. */
  scorer: () => Promise<string>
  device: () => DeviceId | undefined
  /** Whether there is nothing better to do. */
  mayRun: () => boolean
  /** Something was embedded, or the work began or ended. */
  onChange?: () => void
  onProblem?: (sentence: string) => void
}

export type Filler = ReturnType<typeof openFiller>

/**
 * Embeds the pictures of the library that are not yet, the newest first, while there is nothing else to do. What it has
 * is in the index after each batch, so it goes on from there after any end.
 */
export function openFiller({
  library,
  call,
  scorer,
  device,
  mayRun,
  onChange = () => {},
  onProblem = () => {},
}: FillerOptions) {
  let working: { abort: AbortController; ended: Promise<void> } | undefined
  let closed = false
  let problem: string | null = null
  let again = false
  let retried = false
  let due: NodeJS.Timeout | undefined

  const may = () => !closed && mayRun()

  /** Begins when it may and nothing hinders. */
  function next(): void {
    again = working !== undefined
    if (working || !may()) return
    const abort = new AbortController()
    const ended = fill(abort.signal)
      .catch(error => {
        if (abort.signal.aborted) return
        // The engine may have been brought down by somebody else's question: that is no word on these pictures.
        if (error instanceof StudioError && error.code === 'engine-crashed' && !retried) {
          retried = true
          return soon()
        }
        const said = (error as Error).message
        // Told once, not with every picture that is drawn.
        if (said !== problem) onProblem(`Pictures cannot be searched by what they show: ${said}`)
        problem = said
      })
      .finally(() => {
        working = undefined
        onChange()
        // Somebody asked for more while the last one was still ending.
        if (again && abort.signal.aborted) next()
      })
    working = { abort, ended }
  }

  /** The same, when nobody has asked for it for a while. */
  function soon(): void {
    clearTimeout(due)
    due = setTimeout(next, quiet)
    due.unref()
  }

  async function fill(signal: AbortSignal): Promise<void> {
    const folder = await scorer()
    for (;;) {
      const now = library()
      if (signal.aborted || !may() || !now.ours) return
      if (await now.meaning.lookWith(folder)) onChange()
      const rows = now.meaning.unseen(ahead)
      // A disk that is not connected, or files that have gone: the next look at the folder tells.
      const here = rows.filter(({ file }) => existsSync(pathOf(now.folder, file)))
      if (!here.length) return
      for (let at = 0; at < here.length; at += batch) {
        if (signal.aborted || !may() || library() !== now) break
        await take(now, folder, here.slice(at, at + batch), signal)
        problem = null
        retried = false
        onChange()
      }
    }
  }

  /** A file that cannot be read must not hold the others up: it is found by halves. */
  async function take(
    now: Library,
    folder: string,
    rows: readonly Unseen[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const { space, seen } = await look(now, folder, rows, signal)
      // Another library may have been opened meanwhile, and this one closed.
      if (library() === now) now.meaning.put(space, seen)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof StudioError) || error.code !== 'invalid-input') throw error
      if (rows.length > 1) {
        const half = Math.ceil(rows.length / 2)
        await take(now, folder, rows.slice(0, half), signal)
        return take(now, folder, rows.slice(half), signal)
      }
      const [{ key, file } = { key: 0, file: '' }] = rows
      if (library() === now && existsSync(pathOf(now.folder, file)))
        now.meaning.putUnreadable(await spaceOf(folder, signal), key)
    }
  }

  async function look(now: Library, folder: string, rows: readonly Unseen[], signal: AbortSignal) {
    const prompts = [...new Set(rows.map(({ prompt }) => prompt).filter(prompt => prompt !== ''))]
    const images = await Promise.all(
      // The engine reads PNG alone; of the others it is given copies.
      rows.map(({ id, file }) => (/\.png$/i.test(file) ? pathOf(now.folder, file) : now.pngOf(id))),
    )
    const result = await call('score.embed', { folder, device: device(), images, texts: prompts }, { signal })
    const { id, width } = result
    const row = (all: Float32Array, at: number) => all.slice(at * width, (at + 1) * width)
    const seen = rows.map(({ key, prompt }, i): Seen => {
      const vector = row(result.images, i)
      const text = prompt === '' ? null : row(result.texts, prompts.indexOf(prompt))
      return { key, vector, fit: text && vector.reduce((sum, value, at) => sum + value * text[at]!, 0) }
    })
    return { space: id, seen }
  }

  const spaceOf = async (folder: string, signal: AbortSignal) =>
    (await call('score.embed', { folder, device: device() }, { signal })).id

  return {
    next,
    soon,
    isWorking: () => working !== undefined,
    problem: () => problem,
    /** Resolves when nothing is being embedded any more; `next` goes on. */
    async pause(): Promise<void> {
      working?.abort.abort(cancelled())
      await working?.ended
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(due)
      working?.abort.abort(cancelled())
      await working?.ended
    },
  }
}
