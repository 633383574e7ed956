import { useEffect } from 'react'
import { select, useView } from '../stores/view.ts'
import { Compare } from './Compare.tsx'

/** A picture that was made larger, over what it was made of. */
export function Enlarged({ id, original }: { id: string; original: string }) {
  useEffect(() => {
    if (useView.getState().selected !== id) select(id, 0)
  }, [id])
  return <Compare a={id} b={original} />
}
