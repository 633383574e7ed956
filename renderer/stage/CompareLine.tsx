import { ChevronsLeftRight } from 'lucide-react'
import { useRef } from 'react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { seedText } from '../lib/seed-text.ts'
import type { Box } from '../lib/zoom.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

type Props = {
  first: PictureDetail
  second: PictureDetail | null | undefined
  /** What can be seen of the pictures. */
  sight: Box
  /** Where the line is, in percent of that from its left. */
  part: number
  onPart: (part: number) => void
}

/** The line that parts two pictures: dragged, moved by the arrows, or laid where a fitted picture is pressed. */
export function CompareLine({ first, second, sight, part, onPart }: Props) {
  const held = useRef(false)
  const put = (to: number) => onPart(Math.min(100, Math.max(0, to)))
  const putAt = (event: React.PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    put(((event.clientX - left) / width) * 100)
  }
  const letGo = () => {
    held.current = false
  }
  const onPointerDown = (event: React.PointerEvent<HTMLElement>) => {
    const onLine = (event.target as Element).closest('.compare-line') !== null
    // Enlarged pictures are moved by whatever is not the line; a second finger spreads them.
    held.current = event.isPrimary && event.button === 0 && (onLine || useView.getState().zoom.fit)
    if (!held.current) return
    if (onLine) event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    putAt(event)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -100, End: 100 }[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    put(part + by * (event.shiftKey ? 10 : 2))
  }
  return (
    <div
      className="compare"
      style={sight}
      onPointerDown={onPointerDown}
      onPointerMove={event => held.current && putAt(event)}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <div
        className="compare-line"
        role="slider"
        tabIndex={0}
        aria-label={t.compare.line}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part)}
        style={{ left: `${part}%` }}
        onKeyDown={onKeyDown}
      >
        <ChevronsLeftRight size={16} aria-hidden />
      </div>
      <span className="compare-seed">{told(first, second)}</span>
      <span className="compare-seed end">{second && told(second, first)}</span>
    </div>
  )
}

/** What tells one from the other: its seed, or where they share that, its size. */
const told = (one: PictureDetail, other: PictureDetail | null | undefined): string =>
  other && seedText(other) === seedText(one) ? `${one.width} × ${one.height}` : seedText(one)
