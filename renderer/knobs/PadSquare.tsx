import { useRef } from 'react'
import { ground, shareOf, stride, valueAt } from '../lib/pad.ts'
import { useDesk } from '../stores/desk.ts'
import { type Dial, placeOf, turn } from '../stores/dials.ts'
import { t } from '../strings.ts'
import { show } from './Strip.tsx'
import { useCalmDrafts } from './use-calm-drafts.ts'
import { atPlaces } from './use-dials.ts'

type Props = { x: Dial; y: Dial; side: 3 | 5 }

const arrows: Record<string, [x: -1 | 0 | 1, y: -1 | 0 | 1]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** The square: faint pictures of what lies where, and a puck that turns both knobs. */
export function PadSquare({ x, y, side }: Props) {
  const square = useRef<HTMLDivElement>(null)
  const desk = useDesk()
  const [given, along] = [placeOf(desk, x), placeOf(desk, y)]
  const [atX, atY] = [given ?? x.middle, along ?? y.middle]
  const set = (nextX: number, nextY: number) => {
    if (nextX !== given || nextY !== along)
      turn([
        [x, nextX],
        [y, nextY],
      ])
  }
  const drag = (event: React.PointerEvent) => {
    if (event.buttons !== 1) return
    const { left, top, width, height } = square.current!.getBoundingClientRect()
    set(valueAt(x, (event.clientX - left) / width), valueAt(y, 1 - (event.clientY - top) / height))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = arrows[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Home') set(x.middle, y.middle)
    else if (move) set(stride(x, atX, move[0], event.shiftKey), stride(y, atY, move[1], event.shiftKey))
    else return
    event.preventDefault()
  }
  const text = t.steering.pad.at(x.label, show(x, atX), y.label, show(y, atY))
  return (
    <div className="pad" data-live>
      <div
        ref={square}
        className="pad-square"
        role="slider"
        tabIndex={0}
        aria-label={t.steering.pad.label(x.label, y.label)}
        aria-valuemin={x.min}
        aria-valuemax={x.max}
        aria-valuenow={atX}
        aria-valuetext={text}
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          drag(event)
        }}
        onPointerMove={drag}
        onDoubleClick={() => set(x.middle, y.middle)}
      >
        <Ground x={x} y={y} side={side} />
        <span className="pad-end left">{endOf(x, 'less')}</span>
        <span className="pad-end right">{endOf(x, 'more')}</span>
        <span className="pad-end top">{endOf(y, 'more')}</span>
        <span className="pad-end bottom">{endOf(y, 'less')}</span>
        <span
          className="pad-puck"
          data-given={given !== null || along !== null}
          style={{ left: `${shareOf(x, atX) * 100}%`, top: `${(1 - shareOf(y, atY)) * 100}%` }}
        />
      </div>
      <output className="pad-at">{text}</output>
    </div>
  )
}

/** What an end is called: its word, or how much of what. */
const endOf = (dial: Dial, end: 'less' | 'more'): string =>
  dial[end] || `${dial.label} ${show(dial, end === 'less' ? dial.min : dial.max)}`

function Ground({ x, y, side }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const desk = useDesk()
  const spots = ground(x, y, side)
  const wanted = atPlaces(
    desk,
    spots.map(([across, up]) => [
      [x, across],
      [y, up],
    ]),
  )
  const { pngs } = useCalmDrafts(ref, 'pad', wanted, { side: 96, wait: 700 })
  return (
    <div ref={ref} className="pad-ground" data-side={side} aria-hidden>
      {spots.map((spot, n) => (
        <span key={spot.join(' ')} data-waits={!pngs[n]}>
          {pngs[n] && <img src={pngs[n]} alt="" draggable={false} />}
        </span>
      ))}
    </div>
  )
}
