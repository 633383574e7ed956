import { create } from 'zustand'
import type { Dial } from './dials.ts'

/** The two axes by their dials' keys; null: the first that fit. `fine`: pictures a side on the ground. */
export const usePad = create<{ x: string | null; y: string | null; fine: 3 | 5 }>(() => ({
  x: null,
  y: null,
  fine: 3,
}))

/** The axes of the pad: those chosen while they are there, else the first dials that are turned, else the first. */
export function axesOf(
  dials: readonly Dial[],
  chosen: { x: string | null; y: string | null },
  isTurned: (dial: Dial) => boolean,
): [x: Dial, y: Dial] | null {
  const knobs = dials.filter(({ turns }) => !('control' in turns))
  const byWish = [...knobs.filter(isTurned), ...knobs]
  const find = (key: string | null) => dials.find(dial => dial.key === key)
  const [wantedX, wantedY] = [find(chosen.x), find(chosen.y)]
  const x = wantedX ?? byWish.find(({ key }) => key !== wantedY?.key)
  const y = wantedY && wantedY.key !== x?.key ? wantedY : byWish.find(({ key }) => key !== x?.key)
  return x && y ? [x, y] : null
}
