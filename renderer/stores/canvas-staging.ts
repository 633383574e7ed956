import { create } from 'zustand'
import type { JobId } from '#shared/studio/jobs.ts'
import type { PictureId } from '#shared/studio/pictures.ts'

/** What lies over the box, and the pictures that may be taken into the drawing. */
export type Staging = {
  /** An address for `img`; null shows the drawing alone. */
  shown: string | null
  opacity: number
  /** A chosen picture is seen only to the right of so much of the box's width. */
  split: number
  /** What each kind of layer does is shown side by side. */
  compares: boolean
  /** Jobs that were rolled from the canvas; their pictures may be taken into the drawing. */
  jobs: readonly JobId[]
  /** Pictures that were put aside. */
  rejected: ReadonlySet<PictureId>
  /** The one over the box; null: the live picture. */
  chosen: PictureId | null
}

export const useStaging = create<Staging>(() => ({
  shown: null,
  opacity: 0.6,
  split: 0,
  compares: false,
  jobs: [],
  rejected: new Set(),
  chosen: null,
}))
export const setStaging = useStaging.setState
