import { useEffect, useRef } from 'react'
import { cellsOf, fill, frameAt, middleOf, stripKey } from '../lib/film-strip.ts'
import { goTo, usePlayhead } from '../stores/playhead.ts'
import type { Movie } from '../stores/ways.ts'
import { t } from '../strings.ts'
import { useSize } from '../ui/use-size.ts'
import { frameOf, restOf } from './place.ts'
import { togglePlay } from './play.ts'
import { whereText } from './where.ts'

/** Every step as a small frame, and the playhead that is dragged over them. */
export function FilmStrip({ movie }: { movie: Movie }) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(room)
  const frame = usePlayhead(({ at }) => frameOf(at, movie))
  const { frames, look, of } = movie

  useEffect(() => {
    if (canvas.current && width) drawStrip(canvas.current, movie, width, height)
  }, [movie, width, height])
  useEffect(() => {
    const place = () => {
      const at = usePlayhead.getState().at ?? restOf(look, of)
      head.current?.style.setProperty('translate', `${middleOf(at, of) * width}px`)
    }
    place()
    return usePlayhead.subscribe(place)
  }, [of, look, width])

  // Where to go may not have come yet: until it has, the nearest frame that is there is shown.
  const go = (to: number) => goTo(to === restOf(look, of) ? null : to)
  const scrub = (event: React.PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const to = Math.min(frames.length - 1, frameAt(event.clientX - left, width, of))
    const { at, playing } = usePlayhead.getState()
    if (playing || frameOf(at, movie) !== to || (at === null && to !== restOf(look, of))) go(to)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = stripKey(event.key, event.shiftKey, frame, of)
    if (event.key === ' ') togglePlay(1, look, frames.length)
    else if (to !== null) go(to)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={room}
      className="film-strip"
      role="slider"
      tabIndex={0}
      aria-label={t.time.strip}
      aria-valuemin={1}
      aria-valuemax={frames.length}
      aria-valuenow={frame + 1}
      aria-valuetext={whereText(movie, frame)}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        scrub(event)
      }}
      onPointerMove={scrub}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden />
      <div ref={head} className="playhead" aria-hidden />
    </div>
  )
}

/** Once, when frames have come or the room has changed; scrubbing only moves the playhead. */
function drawStrip(canvas: HTMLCanvasElement, { frames, of }: Movie, width: number, height: number): void {
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')!
  context.scale(ratio, ratio)
  context.imageSmoothingQuality = 'high'
  for (const cell of cellsOf(of, width)) {
    const bitmap = frames[cell.frame]?.bitmap
    if (!bitmap?.width) continue
    const { source, target } = fill(bitmap, cell, height)
    context.drawImage(bitmap, ...source, ...target)
  }
}
