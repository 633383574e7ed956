import { useRef, useState } from 'react'
import { addRegion } from '../actions/dice-tray.ts'
import { imageUrl } from '../api.ts'
import { type Grid, type Rectangle, rectangleBetween } from '../lib/drag-rectangle.ts'
import { useDesk } from '../stores/desk.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { MaskCells } from './MaskCells.tsx'

type Point = { x: number; y: number }

/** The selected picture, small, with every region over it; a drag makes another one. */
export function RegionPicture({ grid, width, height }: { grid: Grid; width: number; height: number }) {
  const selected = useView(view => view.selected)
  const regions = useDesk(desk => desk.dice.regions)
  const from = useRef<Point | null>(null)
  const [drag, setDrag] = useState<Rectangle | null>(null)
  const at = ({ currentTarget, clientX, clientY }: React.PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect()
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
  }
  const end = () => {
    if (drag) addRegion({ rectangle: drag })
    from.current = null
    setDrag(null)
  }
  return (
    <svg
      className="region-picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t.diceParts.regionPicture}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = at(event)
        setDrag(rectangleBetween(from.current, from.current, grid))
      }}
      onPointerMove={event => from.current && setDrag(rectangleBetween(from.current, at(event), grid))}
      onPointerUp={end}
      onPointerCancel={() => {
        from.current = null
        setDrag(null)
      }}
    >
      {selected && (
        <image href={imageUrl(selected, 256)} width={width} height={height} preserveAspectRatio="none" />
      )}
      {regions.map((region, n) =>
        region.mask ? (
          <MaskCells key={n} mask={region.mask} width={width} height={height} />
        ) : (
          <Box key={n} rectangle={region.rectangle!} label={n + 1} width={width} height={height} />
        ),
      )}
      {drag && <Box rectangle={drag} width={width} height={height} />}
    </svg>
  )
}

type BoxProps = { rectangle: Rectangle; label?: number; width: number; height: number }

function Box({ rectangle: { x, y, ...size }, label, width, height }: BoxProps) {
  const unit = Math.max(width, height) / 100
  return (
    <>
      <rect
        className="region-box"
        x={x * width}
        y={y * height}
        width={size.width * width}
        height={size.height * height}
      />
      {label && (
        <text
          className="region-label"
          x={x * width + 2.5 * unit}
          y={y * height + 7.5 * unit}
          fontSize={6.5 * unit}
        >
          {label}
        </text>
      )}
    </>
  )
}
