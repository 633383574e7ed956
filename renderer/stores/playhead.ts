import { create } from 'zustand'
import type { PictureId } from '#shared/studio/pictures.ts'
import type { Look } from './ways.ts'

type Playhead = {
  /** The finished picture that the stage shows; null when it shows something else. */
  id: PictureId | null
  look: Look
  /** The frame, from 0, and between frames while it plays; null: the picture itself. */
  at: number | null
  playing: 1 | -1 | null
}

/** Where the timeline is. */
export const usePlayhead = create<Playhead>(() => ({ id: null, look: 'x0', at: null, playing: null }))

/** Tells which finished picture is on the stage. */
export const putOnStage = (id: PictureId | null): void => {
  if (usePlayhead.getState().id !== id) usePlayhead.setState({ id, at: null, playing: null })
}

export const goTo = (at: number | null): void => usePlayhead.setState({ at, playing: null })
export const chooseLook = (look: Look): void =>
  usePlayhead.setState(({ at }) => ({ look, at: look === 'x0' ? at : (at ?? 0), playing: null }))
