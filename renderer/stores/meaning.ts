import { create } from 'zustand'
import { parseQuery } from '#shared/library/query.ts'
import { asksGroups, asksTwins, wishesOf } from '#shared/library/query-meaning.ts'
import type { MeaningInfo } from '#shared/studio/meaning.ts'
import { watch } from '../api.ts'
import { reloadLibrary, useLibrary } from './library.ts'

/** How many pictures were looked at so far; null until the host has said so. */
export const useMeaning = create<{ info: MeaningInfo | null }>(() => ({ info: null }))

/** The order that lies in a query itself, whichever is chosen; null where it has none. */
export const orderOf = (query: string | undefined): 'match' | 'groups' | null =>
  asksLikeness(query)
    ? 'match'
    : query !== undefined && asksGroups(parseQuery(query, Date.now()))
      ? 'groups'
      : null

const asksLikeness = (query: string | undefined): boolean =>
  query !== undefined && wishesOf(parseQuery(query, Date.now())).length > 0

/** Whether pictures that were not looked at yet are left out of what a query finds. */
export const needsLooks = (query: string | undefined): boolean =>
  asksLikeness(query) || (query !== undefined && asksTwins(parseQuery(query, Date.now())))

const every = 1000
let due: ReturnType<typeof setTimeout> | undefined

watch('meaning.watch', info => {
  const before = useMeaning.getState().info?.embedded
  useMeaning.setState({ info })
  // What was looked at just now belongs into the answer that is on the screen.
  if (before === info.embedded || due || !needsLooks(useLibrary.getState().filter.query)) return
  due = setTimeout(() => {
    due = undefined
    reloadLibrary()
  }, every)
})
