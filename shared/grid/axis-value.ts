import type { Generation } from '../generation.ts'

/** One value of an axis: what is written beside its row or column, and what it makes of settings. */
export type AxisValue = {
  label: string
  /** Errors: `invalid-input` where the settings lack what is to be changed. */
  apply: (to: Generation) => Generation
  /** By which model; absent: the grid's own. */
  model?: string
}

/** Reads what was written after `NAME=`. Errors: `invalid-input` with what was expected. */
export type Reader = (text: string, name: string) => AxisValue[]
