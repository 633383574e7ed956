import { type RefObject, useEffect } from 'react'
import { useLibrary } from '../stores/library.ts'

/** Goes to the top as soon as something else is searched for, or in another order: the rows before tell nothing of the new ones. */
export function useTop(scroller: RefObject<HTMLElement | null>): void {
  useEffect(
    () =>
      useLibrary.subscribe((now, before) => {
        if (now.filter !== before.filter || now.sort !== before.sort || now.reversed !== before.reversed)
          scroller.current?.scrollTo({ top: 0 })
      }),
    [scroller],
  )
}
