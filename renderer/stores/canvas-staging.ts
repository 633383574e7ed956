import { create } from 'zustand'
import type { PictureId } from '#shared/studio/pictures.ts'

/** What lies over the box, and the pictures that may be taken into the drawing. */
export type Staging = {
  /** An address for `img`; null shows the drawing alone. */
  shown: string | null
  opacity: number
  /** Pictures rolled from the canvas, in the order in which they came. */
  candidates: readonly PictureId[]
  /** The one over the box; null: the live picture. */
  chosen: PictureId | null
}

export const useStaging = create<Staging>(() => ({ shown: null, opacity: 1, candidates: [], chosen: null }))
export const setStaging = useStaging.setState
