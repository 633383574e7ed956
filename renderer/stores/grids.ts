import { create } from 'zustand'
import { toWire } from '#shared/errors.ts'
import type { GridCard, GridDetail, GridId } from '#shared/studio/grids.ts'
import { gridOf, type JobState } from '#shared/studio/jobs.ts'
import { call, whenOpen } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { isOpen, useJobs } from './jobs.ts'
import { useLibrary } from './library.ts'
import { explain } from './toasts.ts'

type State = {
  /** Null until they were read. */
  list: GridCard[] | null
  /** The one that is shown; null: all of them. */
  id: GridId | null
  detail: GridDetail | null
  error: string | null
  /** Which sheet. */
  z: number
  /** Of a cell, in CSS pixels. */
  size: number
}

export const useGrids = create<State>(() => ({
  list: null,
  id: null,
  detail: null,
  error: null,
  z: 0,
  size: 144,
}))
const set = useGrids.setState

async function loadGrids(): Promise<void> {
  try {
    set({ list: await call('grids.list', undefined) })
  } catch (error) {
    set({ list: [] })
    explain(error)
  }
}

export function showGrid(id: GridId | null): void {
  const same = useGrids.getState().id === id
  set({ id, error: null, ...(!same && { detail: null, z: 0 }) })
  if (id) void readGrid()
  else void loadGrids()
}

/** Reads the one that is shown, again. */
async function readGrid(): Promise<void> {
  const { id } = useGrids.getState()
  if (!id) return
  try {
    const detail = await call('grids.get', { id })
    if (useGrids.getState().id === id) set({ detail, error: null })
  } catch (error) {
    if (useGrids.getState().id === id) set({ error: sentenceOf(toWire(error)) })
  }
}

export const resumeGrid = (id: GridId): void => void call('grids.resume', { id }).catch(explain)

export async function removeGrid(id: GridId): Promise<void> {
  await call('grids.remove', { id }).catch(explain)
  showGrid(null)
}

/** The job that draws a grid or drew it last, as far as the queue knows. */
export const jobOfGrid = (jobs: readonly JobState[], id: GridId): JobState | undefined => {
  const own = jobs.filter(job => gridOf(job)?.id === id)
  return own.find(isOpen) ?? own.sort((a, b) => b.added - a.added)[0]
}

/** What came to an end, and what came or went in the library, may have changed what is shown. */
let ended = 0
useJobs.subscribe(({ jobs }) => {
  const now = jobs.filter(job => gridOf(job) && !isOpen(job)).length
  if (now !== ended) refresh()
  ended = now
})
useLibrary.subscribe(({ total }, before) => {
  if (total < before.total) refresh()
})
function refresh(): void {
  if (useGrids.getState().id) void readGrid()
  if (useGrids.getState().list) void loadGrids()
}
whenOpen(refresh)
