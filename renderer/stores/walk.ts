import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { Settings } from '#shared/generation.ts'
import type { SavedWalk, WalkFormat } from '#shared/studio/drafts.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { walkLength } from '#shared/walk.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { detailOf } from './details.ts'

export type Stop = { id: PictureId; prompt: string; model: string; settings: Settings }

export type Walk = {
  stops: readonly Stop[]
  /** Chosen pictures that do not say how they were made. */
  unfit: number
  between: number
  loop: boolean
  perSecond: number
  /** Whole PNGs, in order, as far as they are drawn. */
  frames: readonly Uint8Array[]
  msLeft: number | null
  /** What goes on: drawing, or saving in a format. */
  busy: 'drawing' | WalkFormat | null
  saved: readonly SavedWalk[]
  error: string | null
}

export const useWalk = create<Walk>(() => ({
  stops: [],
  unfit: 0,
  between: 12,
  loop: true,
  perSecond: 12,
  frames: [],
  msLeft: null,
  busy: null,
  saved: [],
  error: null,
}))

export const lengthOf = ({ stops, between, loop }: Walk): number =>
  stops.length < 2 ? 0 : walkLength(stops.length, { between, loop })

/** Whether every frame of the walk as it is set is there. */
export const isDrawn = (walk: Walk): boolean =>
  walk.frames.length > 0 && walk.frames.length === lengthOf(walk)

let abort: AbortController | undefined
export const stopWalk = (): void => abort?.abort()

/** Another way: what was drawn of the old one is the studio's to remember. */
export function changeWalk(change: Partial<Pick<Walk, 'stops' | 'between' | 'loop'>>): void {
  stopWalk()
  useWalk.setState({ ...change, frames: [], saved: [], error: null, busy: null, msLeft: null })
}

/** Pictures as stops, in order; those that cannot be drawn again are counted and left out. */
export async function walkThrough(ids: readonly PictureId[]): Promise<void> {
  const details = await Promise.all(ids.map(detailOf))
  const stops = details.flatMap((detail): Stop[] =>
    detail?.record
      ? [
          {
            id: detail.id,
            prompt: detail.prompt,
            model: detail.record.model.id,
            settings: detail.record.settings,
          },
        ]
      : [],
  )
  const { stops: before } = useWalk.getState()
  if (before.map(({ id }) => id).join() !== stops.map(({ id }) => id).join()) changeWalk({ stops })
  useWalk.setState({ unfit: ids.length - stops.length })
}

/** Draws what is not drawn yet, and saves in these formats when it is all there. */
export async function runWalk(save: readonly WalkFormat[] = []): Promise<void> {
  const { stops, between, loop, perSecond } = useWalk.getState()
  const [first] = stops
  if (!first) return
  stopWalk()
  const mine = new AbortController()
  abort = mine
  const frames: Uint8Array[] = []
  useWalk.setState({
    busy: save[0] ?? 'drawing',
    error: null,
    msLeft: null,
    ...(!save.length && { frames: [] }),
  })
  try {
    const { saved } = await call(
      'walk.run',
      {
        model: first.model,
        stops: stops.map(({ settings }) => settings),
        between,
        loop,
        perSecond,
        save: [...save],
      },
      {
        signal: mine.signal,
        onEvent: ({ png, msLeft }) => {
          if (abort !== mine || save.length) return
          frames.push(png)
          useWalk.setState({ frames: [...frames], msLeft })
        },
      },
    )
    if (abort === mine)
      useWalk.setState(walk => ({
        saved: [...walk.saved.filter(({ name }) => !saved.some(one => one.name === name)), ...saved],
      }))
  } catch (error) {
    if (abort === mine && !isCancelled(error)) useWalk.setState({ error: sentenceOf(toWire(error)) })
  } finally {
    if (abort === mine) useWalk.setState({ busy: null, msLeft: null })
  }
}
