import { PencilRuler, X } from 'lucide-react'
import { noConditions } from '#shared/conditions.ts'
import { setCanvasView } from '../../stores/canvas-view.ts'
import { setDesk, useDesk } from '../../stores/desk.ts'
import { setView, useView } from '../../stores/view.ts'
import { t } from '../../strings.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { saidOfConditions } from './said-of-conditions.ts'

const words = t.canvas.chip

/** Lets the drawing, or what a recalled picture brought along, steer nothing any more. */
function clear(): void {
  setCanvasView({ steers: false })
  setDesk({ conditions: noConditions })
}

/** What steers besides words: told wherever the canvas is not in sight. */
export function SteeredChip() {
  const conditions = useDesk(desk => desk.conditions)
  const page = useView(view => view.page)
  const said = saidOfConditions(conditions)
  if (!said.length || page === 'canvas') return null
  return (
    <section className="origin" aria-label={words.title}>
      <div className="origin-row" data-lit>
        <PencilRuler size={16} aria-hidden />
        <span>
          {words.title}: {said.join(', ')}
        </span>
        <Button look="quiet" onClick={() => setView({ page: 'canvas' })}>
          {words.open}
        </Button>
        <IconButton icon={X} label={words.clear} side="top" onClick={clear} />
      </div>
    </section>
  )
}
