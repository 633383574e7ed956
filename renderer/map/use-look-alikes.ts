import { useEffect, useState } from 'react'
import { lookAlikes } from '../lib/look-alikes.ts'
import { useMap } from '../stores/map.ts'

/** How long it reckons on end before what a hand does goes first, in ms. */
const slice = 6

const pause = () => new Promise<void>(resolve => setTimeout(resolve))

/** For each roll the share of the others that look nearly the same; empty until it has been reckoned, bit by bit. */
export function useLookAlikes(): readonly number[] {
  const rolls = useMap(map => map.rolls)
  const known = useMap(map => map.method !== null && map.density)
  const stamp = useMap(map => map.stamp)
  const [shares, setShares] = useState<readonly number[]>([])
  // When rolls have been placed, not as each of them comes.
  useEffect(() => {
    if (!known) return
    let gone = false
    let since = performance.now()
    const rest = async () => {
      if (gone) throw new Error('no longer wanted')
      if (performance.now() - since < slice) return
      await pause()
      since = performance.now()
    }
    const embeddings = rolls.flatMap(({ embedding }) => (embedding ? [embedding] : []))
    lookAlikes(embeddings, rest).then(
      found => !gone && setShares(found),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [known, stamp])
  return shares
}
