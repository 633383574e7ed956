import { useMemo } from 'react'
import type { Steering } from '#shared/steer.ts'
import { useDesk } from '../stores/desk.ts'
import { rowsOf, type SteerRow, useSteer } from '../stores/steer.ts'

/** The turned knobs of one kind, on or off. */
export function useRows(kind: Steering['kind']): SteerRow[] {
  const steer = useDesk(desk => desk.steer)
  const off = useSteer(state => state.off)
  return useMemo(
    () => rowsOf(steer, off).filter(({ steering }) => steering.kind === kind),
    [steer, off, kind],
  )
}
