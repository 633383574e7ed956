import { startAt } from '../lib/playback.ts'
import { usePlayhead } from '../stores/playhead.ts'
import type { Look } from '../stores/ways.ts'
import { restOf } from './place.ts'

/** Plays in a direction, or pauses what plays in it. */
export function togglePlay(direction: 1 | -1, look: Look, frames: number): void {
  const { playing, at } = usePlayhead.getState()
  if (playing === direction) usePlayhead.setState({ playing: null })
  else
    usePlayhead.setState({ playing: direction, at: startAt(at ?? restOf(look, frames), direction, frames) })
}
