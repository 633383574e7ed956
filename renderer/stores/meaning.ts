import { create } from 'zustand'
import { parseQuery } from '#shared/library/query.ts'
import { wishesOf } from '#shared/library/query-meaning.ts'
import type { MeaningInfo } from '#shared/studio/meaning.ts'
import { watch } from '../api.ts'
import { reloadLibrary, useLibrary } from './library.ts'

/** How many pictures were looked at so far; null until the host has said so. */
export const useMeaning = create<{ info: MeaningInfo | null }>(() => ({ info: null }))

/** Whether a query asks what pictures show, which puts them in an order of their own. */
export const asksLikeness = (query: string | undefined): boolean =>
  query !== undefined && wishesOf(parseQuery(query, Date.now())).length > 0

const every = 1000
let due: ReturnType<typeof setTimeout> | undefined

watch('meaning.watch', info => {
  const before = useMeaning.getState().info?.embedded
  useMeaning.setState({ info })
  // What was looked at just now belongs into the answer that is on the screen.
  if (before === info.embedded || due || !asksLikeness(useLibrary.getState().filter.query)) return
  due = setTimeout(() => {
    due = undefined
    reloadLibrary()
  }, every)
})
