import { ArrowLeftRight } from 'lucide-react'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { IconButton } from '../../ui/IconButton.tsx'

/** The colour in hand and the one behind it. */
export function Colours() {
  const colour = useCanvasView(view => view.colour)
  const behind = useCanvasView(view => view.colourBehind)
  return (
    <div className="canvas-colours">
      <div className="canvas-colour-pair">
        <input
          type="color"
          className="canvas-colour behind"
          aria-label={t.canvas.options.behind}
          value={behind}
          onChange={event => setCanvasView({ colourBehind: event.target.value })}
        />
        <input
          type="color"
          className="canvas-colour"
          aria-label={t.canvas.options.colour}
          value={colour}
          onChange={event => setCanvasView({ colour: event.target.value })}
        />
      </div>
      <IconButton
        icon={ArrowLeftRight}
        label={t.canvas.options.exchange}
        keys="X"
        side="right"
        onClick={() => setCanvasView({ colour: behind, colourBehind: colour })}
      />
    </div>
  )
}
