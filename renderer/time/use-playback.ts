import { useEffect } from 'react'
import { advance } from '../lib/playback.ts'
import { goTo, usePlayhead } from '../stores/playhead.ts'
import { restOf } from './place.ts'

/** Moves the playhead while it plays, frame of the screen by frame of the screen; what plays to its end rests there. */
export function usePlayback(frames: number): void {
  const playing = usePlayhead(head => head.playing)
  useEffect(() => {
    if (!playing || frames < 2) return
    let last = performance.now()
    let asked = requestAnimationFrame(function tick(now) {
      const { at: from, look } = usePlayhead.getState()
      const { at, over } = advance(from ?? 0, playing, Math.min(100, now - last), frames)
      last = now
      if (over) goTo(at === restOf(look, frames) ? null : at)
      else usePlayhead.setState({ at })
      if (!over) asked = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(asked)
  }, [playing, frames])
}
