import { create } from 'zustand'
import type { ChangeCurve, FrameEvent } from '#shared/engine-contract.ts'
import { isCancelled, toWire, type WireError } from '#shared/errors.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import type { TimeInfo } from '#shared/studio/time.ts'
import { timeLeft } from '#shared/time-left.ts'
import { call, whenOpen } from '../api.ts'

/** The predicted picture after each step, what each step begins with, or the picture dissolving into noise. */
export const looks = ['x0', 'xt', 'dissolve'] as const
export type Look = (typeof looks)[number]

type Frame = { step: number; sigma: number; bitmap: ImageBitmap }
/** A picture's way as it can be shown: decoded frames in order. */
export type Movie = {
  id: PictureId
  look: Look
  state: 'loading' | 'done' | 'failed'
  frames: readonly Frame[]
  /** How many there will be; 0 until the first has come. */
  of: number
  msLeft: number | null
  curve: ChangeCurve | null
  error: WireError | null
}

/** Decoded frames of all movies together; what was looked at longest ago goes first, what is looked at stays. */
export const mostBytes = 128 << 20

type State = { movies: Record<string, Movie>; infos: Record<PictureId, TimeInfo> }
export const useWays = create<State>(() => ({ movies: {}, infos: {} }))

export const keyOf = (id: PictureId, look: Look): string => `${look} ${id}`
const bytesOf = ({ frames }: Movie) =>
  frames.reduce((sum, { bitmap }) => sum + bitmap.width * bitmap.height * 4, 0)

const running = new Map<string, AbortController>()

const put = (key: string, change: (movie: Movie) => Movie) =>
  useWays.setState(({ movies }) => (movies[key] ? { movies: { ...movies, [key]: change(movies[key]) } } : {}))

function drop(keys: readonly string[]): void {
  const { movies } = useWays.getState()
  for (const key of keys) for (const { bitmap } of movies[key]?.frames ?? []) bitmap.close()
  useWays.setState({
    movies: Object.fromEntries(Object.entries(movies).filter(([key]) => !keys.includes(key))),
  })
}

/** Keeps to `mostBytes`, whatever was asked for; the movie `stay` is in sight. */
function trim(stay: string): void {
  const all = Object.entries(useWays.getState().movies)
  let total = all.reduce((sum, [, movie]) => sum + bytesOf(movie), 0)
  const gone: string[] = []
  for (const [key, movie] of all) {
    if (total <= mostBytes) break
    if (key === stay || movie.state === 'loading') continue
    total -= bytesOf(movie)
    gone.push(key)
  }
  if (gone.length) drop(gone)
}

/** Whether a picture's way was kept, so that its movie is a matter of decoding alone; where nobody can tell, it was not. */
export async function askInfo(id: PictureId): Promise<void> {
  const info = await call('time.info', { id }).catch(() => ({ kept: false, bytes: 0, steps: 0 }))
  useWays.setState(({ infos }) => ({ infos: { ...infos, [id]: info } }))
}

/** Fetches and decodes a movie, unless it is there or on its way. What fails says why and can be asked for again. */
export async function loadMovie(id: PictureId, look: Look): Promise<void> {
  const key = keyOf(id, look)
  if (useWays.getState().movies[key]?.state === 'failed') drop([key])
  const { [key]: known, ...others } = useWays.getState().movies
  if (known) {
    // What was asked for last goes to the end of the row.
    useWays.setState({ movies: { ...others, [key]: known } })
    return
  }
  const fresh = { frames: [], of: 0, msLeft: null, curve: null, error: null }
  useWays.setState({ movies: { ...others, [key]: { id, look, state: 'loading', ...fresh } } })
  const abort = new AbortController()
  running.set(key, abort)
  const ends = [performance.now()]
  let decoding: Promise<void> = Promise.resolve()
  const onEvent = ({ step, of, sigma, png }: FrameEvent) => {
    ends.push(performance.now())
    const msLeft = timeLeft(ends, of - step)
    decoding = decoding.then(async () => {
      const bitmap = await createImageBitmap(
        new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }),
      )
      if (!useWays.getState().movies[key] || abort.signal.aborted) return bitmap.close()
      put(key, movie => ({ ...movie, of, msLeft, frames: [...movie.frames, { step, sigma, bitmap }] }))
    })
  }
  try {
    const { signal } = abort
    const curve =
      look === 'dissolve'
        ? (await call('time.dissolve', { id }, { signal, onEvent })) && null
        : (await call('time.frames', { id, what: look }, { signal, onEvent })).curve
    await decoding
    put(key, movie => ({ ...movie, state: 'done', curve, msLeft: null, of: movie.frames.length }))
    trim(key)
  } catch (error) {
    await decoding.catch(() => {})
    if (isCancelled(error) || abort.signal.aborted) drop([key])
    else put(key, movie => ({ ...movie, state: 'failed', error: toWire(error) }))
  } finally {
    running.delete(key)
  }
}

/** Ends what is still being fetched of any other picture. */
export function leaveOthers(id: PictureId | null): void {
  for (const [key, abort] of running) if (useWays.getState().movies[key]?.id !== id) abort.abort()
}

/** What was asked of a host that is gone is asked again when somebody looks. */
whenOpen(() => {
  const failed = Object.entries(useWays.getState().movies).filter(([, { state }]) => state !== 'done')
  drop(failed.map(([key]) => key))
  useWays.setState({ infos: {} })
})

/** After ways were forgotten: whether one is kept is asked anew. */
export const forgetInfos = (): void => useWays.setState({ infos: {} })
