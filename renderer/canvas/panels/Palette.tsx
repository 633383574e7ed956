import { useMemo } from 'react'
import { pageOf } from '#shared/canvas/records.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'

/** Colours that a picture-book is painted in, for a drawing that has none yet. */
const basic = ['#1c1917', '#ffffff', '#c8102e', '#f4a300', '#2f9e44', '#1c7ed6', '#7048e8', '#8d5b3c']
const most = 10

/** The colours last used in this drawing, then those at the beginning. */
export function Palette() {
  const drawing = useCanvas(state => state.drawing)
  const colour = useCanvasView(view => view.colour)
  const colours = useMemo(() => {
    const used = [...drawing.values()].flatMap(one => ('colour' in one ? [one.colour] : [])).reverse()
    return [...new Set([...(pageOf(drawing)?.palette ?? []), ...used, ...basic])].slice(0, most)
  }, [drawing])
  return (
    <section className="canvas-palette" aria-label={t.canvas.options.palette}>
      {colours.map(one => (
        <button
          key={one}
          type="button"
          aria-label={one}
          aria-pressed={one === colour}
          style={{ background: one }}
          onClick={() => setCanvasView({ colour: one })}
        />
      ))}
    </section>
  )
}
