import { create } from 'zustand'
import { setView, useView } from './view.ts'

type State = {
  /** Whether a heat map lies over the picture on the stage. */
  on: boolean
  /** What it is of; empty: the first word of whichever prompt. */
  text: string
  /** 0 to 1. */
  opacity: number
  /** While somebody holds it away. */
  hidden: boolean
}

export const useHeat = create<State>(() => ({ on: false, text: '', opacity: 0.8, hidden: false }))
export const setHeat = useHeat.setState

/** Over the selected picture, for these words or those of before. */
export function layHeat(text?: string): void {
  setHeat({ on: true, hidden: false, ...(text !== undefined && { text }) })
  const { selected } = useView.getState()
  if (selected) setView({ page: 'stage', show: 'picture' })
}
