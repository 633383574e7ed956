import { useEffect } from 'react'
import { advance } from '../lib/playback.ts'
import { usePlayhead } from '../stores/playhead.ts'

/** Moves the playhead while it plays, frame of the screen by frame of the screen; what plays to its end rests there. */
export function usePlayback(frames: number): void {
  const playing = usePlayhead(head => head.playing)
  useEffect(() => {
    if (!playing || frames < 2) return
    let last = performance.now()
    let asked = requestAnimationFrame(function tick(now) {
      const from = usePlayhead.getState().at ?? 0
      const { at, over } = advance(from, playing, Math.min(100, now - last), frames)
      last = now
      usePlayhead.setState({ at, ...(over && { playing: null }) })
      if (!over) asked = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(asked)
  }, [playing, frames])
}
