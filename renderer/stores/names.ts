import { useEffect } from 'react'
import { create } from 'zustand'
import type { Names } from '#shared/studio/bulk.ts'
import { call, watch, whenOpen } from '../api.ts'

type State = Names & { stale: boolean }

/** All tags and boards there are; read anew when somebody looks. */
const useStore = create<State>(() => ({ tag: [], board: [], stale: true }))

/** In ms: counting them goes through all of them. */
const every = 1000
let asked = 0

export function useNames(): Names {
  const { stale, ...names } = useStore()
  useEffect(() => {
    if (!stale) return
    const due = setTimeout(
      async () => {
        asked = Date.now()
        useStore.setState({ stale: false })
        const read = await call('pictures.names', undefined).catch(() => null)
        if (read) useStore.setState(read)
      },
      Math.max(0, asked + every - Date.now()),
    )
    return () => clearTimeout(due)
  }, [stale])
  return names
}

const forget = () => useStore.setState({ stale: true })
watch('pictures.watch', forget)
whenOpen(forget)
