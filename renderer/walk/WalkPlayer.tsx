import { Pause, Play } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isDrawn, useWalk } from '../stores/walk.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Slider } from '../ui/Slider.tsx'
import { frameCache } from './frame-cache.ts'

/** Nothing moves by itself for those who asked for stillness. */
const mayMove = () => document.documentElement.dataset.still !== 'true'

/** The frames as they come, shown in place at the speed that they will have. */
export function WalkPlayer() {
  const count = useWalk(({ frames }) => frames.length)
  const drawn = useWalk(isDrawn)
  const perSecond = useWalk(walk => walk.perSecond)
  const loop = useWalk(walk => walk.loop)
  const [playing, setPlaying] = useState(mayMove)
  const [at, setAt] = useState(0)
  const canvas = useRef<HTMLCanvasElement>(null)
  const cache = useMemo(() => frameCache(() => useWalk.getState().frames), [])
  useEffect(() => cache.clear, [cache])
  // A new walk begins where it begins, with nothing left of the one before.
  useEffect(() => {
    if (count > 0) return
    cache.clear()
    setAt(0)
    setPlaying(mayMove())
  }, [count, cache])

  const index = drawn ? Math.min(at, count - 1) : count - 1
  useEffect(() => {
    if (index < 0) return
    let gone = false
    cache.get(index).then(
      bitmap => {
        if (gone) return
        draw(canvas.current, bitmap)
        if (playing) cache.ahead(index)
      },
      () => {},
    )
    return () => {
      gone = true
    }
  }, [index, playing, cache])

  useEffect(() => {
    if (!drawn || !playing || count < 2) return
    const began = performance.now() - at * (1000 / perSecond)
    let frame = 0
    const tick = (now: number) => {
      const n = Math.floor(((now - began) * perSecond) / 1000)
      if (!loop && n >= count - 1) {
        setAt(count - 1)
        setPlaying(false)
        return
      }
      setAt(Math.max(0, n) % count)
      frame = requestAnimationFrame(tick)
    }
    frame = requestAnimationFrame(tick)
    return () => cancelAnimationFrame(frame)
    // Where it stood is only asked when it begins to play.
  }, [drawn, playing, count, perSecond, loop])

  if (!count) return <div className="walk-screen empty">{t.diceParts.walk.empty}</div>
  return (
    <div className="walk-player">
      <div className="walk-screen">
        <canvas ref={canvas} role="img" aria-label={t.diceParts.walk.screen} />
      </div>
      <div className="walk-bar">
        <IconButton
          icon={playing && drawn ? Pause : Play}
          label={playing && drawn ? t.diceParts.walk.pause : t.diceParts.walk.play}
          side="top"
          disabled={!drawn}
          onClick={() => {
            if (!playing && !loop && at >= count - 1) setAt(0)
            setPlaying(!playing)
          }}
        />
        <Slider
          label={t.diceParts.walk.frame}
          value={index}
          min={0}
          max={Math.max(1, count - 1)}
          step={1}
          disabled={!drawn}
          onChange={to => {
            setPlaying(false)
            setAt(to)
          }}
        />
        <span className="walk-at">
          {index + 1} / {count}
        </span>
      </div>
    </div>
  )
}

function draw(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap): void {
  if (!canvas) return
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas.width = bitmap.width
    canvas.height = bitmap.height
  }
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
}
