import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { HolesResult } from '#shared/studio/atlas.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'

export type HolesState = {
  /** Whether the list is shown. */
  open: boolean
  seed: number
  result: HolesResult | null
  share: number | null
  asking: boolean
  error: string | null
  /** The one that is pointed at, by its number. */
  under: number | null
}

export const useHoles = create<HolesState>(() => ({
  open: false,
  seed: 1,
  result: null,
  share: null,
  asking: false,
  error: null,
  under: null,
}))
export const setHoles = useHoles.setState
const count = 12
let abort = new AbortController()

/** Looks for what was never tried. */
export async function askHoles(model: string, seed: number): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  setHoles({ asking: true, share: null, error: null, seed, under: null })
  try {
    const result = await call(
      'atlas.holes',
      { model, seed, count },
      { signal, onEvent: ({ share }) => signal.aborted || setHoles({ share }) },
    )
    if (!signal.aborted) setHoles({ result, asking: false })
  } catch (error) {
    if (signal.aborted || isCancelled(error)) return
    setHoles({ asking: false, error: sentenceOf(toWire(error)) })
  }
}

export function closeHoles(): void {
  abort.abort()
  setHoles({ open: false, asking: false, under: null })
}
