import { X } from 'lucide-react'
import { setStaging, useStaging } from '../../stores/canvas-staging.ts'
import { useDesk } from '../../stores/desk.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { deskGeneration } from '../../stores/live.ts'
import { t } from '../../strings.ts'
import { partsOf } from './parts.ts'

const words = t.canvas.live

/** One roll without the drawing, with each kind of what it tells alone, and with all: what each of them does. */
export function Parts({ onClose }: { onClose: () => void }) {
  const generation = deskGeneration(useDesk())
  const parts = generation ? partsOf(generation.conditions) : []
  const { pngs, error } = useDrafts(
    'canvas-parts',
    generation && parts.map(({ conditions }) => ({ ...generation, conditions })),
    { side: 256 },
  )
  const shown = useStaging(state => state.shown)
  return (
    <section className="canvas-parts" aria-label={words.parts}>
      {parts.map(({ name }, at) => {
        const png = pngs[at] ?? null
        return (
          <button
            key={name}
            type="button"
            className="canvas-part"
            aria-pressed={png !== null && shown === png}
            disabled={png === null}
            onClick={() => setStaging({ shown: png, chosen: null })}
          >
            {png ? <img src={png} alt="" /> : <span className="waits" />}
            {words.part[name]}
          </button>
        )
      })}
      {(error || !parts.length) && <p className="canvas-parts-note">{error ?? words.partsNone}</p>}
      <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
        <X size={16} aria-hidden />
      </button>
    </section>
  )
}
