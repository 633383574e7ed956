import { type CSSProperties, useEffect, useRef } from 'react'
import { usePlayhead } from '../stores/playhead.ts'
import { useView } from '../stores/view.ts'
import { keyOf, type Movie, useWays } from '../stores/ways.ts'
import { t } from '../strings.ts'
import { frameOf } from './place.ts'

type Props = { id: string; style: CSSProperties; sharp: boolean }

/** In the very place of the picture: the frame that the timeline is at, from memory. Nothing while it rests on the picture. */
export function StageFrame({ id, style, sharp }: Props) {
  const open = useView(view => view.time)
  const look = usePlayhead(head => head.look)
  const away = usePlayhead(head => head.id === id && head.at !== null)
  const movie = useWays(({ movies }) => movies[keyOf(id, look)])
  if (!open || !away || !movie?.frames.length) return null
  return <Canvas movie={movie} style={style} sharp={sharp} />
}

function Canvas({ movie, style, sharp }: { movie: Movie; style: CSSProperties; sharp: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { bitmap } = movie.frames[0]!
  useEffect(() => {
    let asked = 0
    const draw = () => {
      asked = 0
      const context = canvas.current?.getContext('2d')
      if (context) paint(context, movie, usePlayhead.getState().at)
    }
    draw()
    const stop = usePlayhead.subscribe(() => {
      asked ||= requestAnimationFrame(draw)
    })
    return () => {
      stop()
      cancelAnimationFrame(asked)
    }
  }, [movie])
  return (
    <canvas
      ref={canvas}
      className="stage-frame"
      role="img"
      aria-label={t.time.looks[movie.look]}
      width={bitmap.width}
      height={bitmap.height}
      data-sharp={sharp}
      style={style}
    />
  )
}

/** A frame, or two over each other where it plays from one to the next. */
function paint(context: CanvasRenderingContext2D, movie: Movie, at: number | null): void {
  const still = document.documentElement.dataset.still === 'true'
  const place = at === null || still ? frameOf(at, movie) : Math.min(at, movie.frames.length - 1)
  const share = place % 1
  const here = movie.frames[Math.floor(place)]?.bitmap
  const next = share > 0 ? movie.frames[Math.ceil(place)]?.bitmap : undefined
  // A frame that was let go of has no width.
  if (!here?.width) return
  context.globalAlpha = 1
  context.drawImage(here, 0, 0)
  if (!next?.width) return
  context.globalAlpha = share
  context.drawImage(next, 0, 0)
}
