import { create } from 'zustand'
import type { JobId } from '#shared/studio/jobs.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { fitted, type Zoom } from '../lib/zoom.ts'

/** The last is no view of pictures: it is reached from where models are chosen. */
export const pages = ['stage', 'canvas', 'grid', 'grids', 'map', 'lineage', 'models'] as const
export type Page = (typeof pages)[number]
export const sides = ['info', 'queue', 'dice', 'knobs'] as const
export type Side = (typeof sides)[number]
/** Ways to show the history; `history/layouts.tsx` has what each looks like. */
export const layouts = ['grid', 'list', 'map'] as const
export type Layout = (typeof layouts)[number]
export type Dialog =
  | 'settings'
  | 'about'
  | 'help'
  | 'guide'
  | 'palette'
  | 'subjects'
  | 'best'
  | 'walk'
  | 'grid'
  | 'upscale'
  | 'import'
  | 'export'
  | 'verify'
  | 'tags'
  | 'boards'
  | 'purge'
  | 'empty-trash'
  | null

export type View = {
  page: Page
  /** What the stage shows: the job in work or last done, one picture, two over each other, or the starters. */
  show: 'live' | 'picture' | 'compare'
  /** The job that `live` means; null: whichever runs. */
  job: JobId | null
  selected: PictureId | null
  /** Its row in the history, as far as it is known; where arrows go on from. */
  index: number
  chosen: ReadonlySet<PictureId>
  anchor: number
  other: PictureId | null
  zoom: Zoom
  prompt: boolean
  strip: boolean
  side: Side | null
  /** The timeline below the stage. */
  time: boolean
  tile: number
  layout: Layout
  dialog: Dialog
}

export const useView = create<View>(() => ({
  page: 'stage',
  show: 'live',
  job: null,
  selected: null,
  index: 0,
  chosen: new Set(),
  anchor: 0,
  other: null,
  zoom: fitted,
  prompt: true,
  strip: true,
  side: null,
  time: false,
  tile: 168,
  layout: 'grid',
  dialog: null,
}))

export const setView = useView.setState
export const openDialog = (dialog: Dialog): void => setView({ dialog })

/** One picture, alone in the selection. */
export const select = (id: PictureId | null, index = useView.getState().index): void =>
  setView(({ selected, zoom }) => ({
    selected: id,
    index,
    anchor: index,
    chosen: new Set(id ? [id] : []),
    zoom: selected === id ? zoom : { ...zoom, x: 0, y: 0 },
  }))

export const openPicture = (id: PictureId, index?: number): void => {
  select(id, index)
  setView({ page: 'stage', show: 'picture' })
}
