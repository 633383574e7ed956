import { create } from 'zustand'
import type { Item } from '#shared/canvas/records.ts'

/** What a hand is drawing now: shown on the page as if it lay there, in the drawing only once the hand is lifted. */
export const useStroke = create<{ items: readonly Item[] }>(() => ({ items: [] }))

const none = { items: [] as readonly Item[] }
export const showStroke = (items: readonly Item[]): void =>
  useStroke.setState(items.length ? { items } : none)
