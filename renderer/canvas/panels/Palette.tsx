import { Minus, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { changePage } from '#shared/canvas/edits/page.ts'
import { pageOf } from '#shared/canvas/records.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'

/** Colours that a picture-book is painted in, for a drawing that has none yet. */
const basic = ['#1c1917', '#ffffff', '#c8102e', '#f4a300', '#2f9e44', '#1c7ed6', '#7048e8', '#8d5b3c']
const most = 11
const words = t.canvas.options

/** Kept colours come first in the palette of this drawing, whatever else is painted. */
function keep(colour: string): void {
  const { drawing } = useCanvas.getState()
  const { palette } = pageOf(drawing)
  const next = palette.includes(colour)
    ? palette.filter(one => one !== colour)
    : [...palette, colour].slice(-64)
  commit(t.canvas.deeds.palette, changePage(drawing, { palette: next }))
}

/** The colours last used in this drawing, then those at the beginning. */
export function Palette() {
  const drawing = useCanvas(state => state.drawing)
  const colour = useCanvasView(view => view.colour)
  const kept = useMemo(() => pageOf(drawing)?.palette ?? [], [drawing])
  const colours = useMemo(() => {
    const used = [...drawing.values()].flatMap(one => ('colour' in one ? [one.colour] : [])).reverse()
    return [...new Set([...kept, ...used, ...basic])].slice(0, Math.max(most, kept.length))
  }, [drawing, kept])
  return (
    <section className="canvas-palette" aria-label={words.palette}>
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
      <button
        type="button"
        className="canvas-palette-keep"
        aria-label={kept.includes(colour) ? words.unkeep : words.keep}
        title={kept.includes(colour) ? words.unkeep : words.keep}
        onClick={() => keep(colour)}
      >
        {kept.includes(colour) ? <Minus size={12} aria-hidden /> : <Plus size={12} aria-hidden />}
      </button>
    </section>
  )
}
