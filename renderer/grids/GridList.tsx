import { Grid3x3 } from 'lucide-react'
import type { GridCard } from '#shared/studio/grids.ts'
import { runAction } from '../actions/run.ts'
import { imageUrl } from '../api.ts'
import { moment } from '../lib/time.ts'
import { showGrid, useGrids } from '../stores/grids.ts'
import { modelById } from '../stores/models.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** Every grid of the library, the last changed first. */
export function GridList() {
  const list = useGrids(grids => grids.list)
  const make = (
    <Button
      icon={Grid3x3}
      {...(list?.length === 0 && { look: 'accent' })}
      onClick={() => runAction('grid.make')}
    >
      {t.grids.make}
    </Button>
  )
  if (!list) return null
  if (!list.length)
    return (
      <Notice icon={Grid3x3} title={t.grids.empty} text={t.grids.emptyText}>
        {make}
      </Notice>
    )
  return (
    <>
      <header className="grids-head">
        <h2>{t.grids.list}</h2>
        {make}
      </header>
      <ul className="grid-cards" aria-label={t.grids.list}>
        {list.map(card => (
          <li key={card.id}>
            <Card card={card} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Card({ card }: { card: GridCard }) {
  const { id, prompt, model, axes, cells, drawn, changed, pictures } = card
  const words = prompt || t.stage.untitled
  const said = Object.values(axes).filter(Boolean)
  return (
    <button type="button" className="grid-card" onClick={() => showGrid(id)}>
      <span className="grid-mosaic" aria-hidden>
        {Array.from({ length: 9 }, (_, i) =>
          pictures[i] ? (
            <img key={i} src={imageUrl(pictures[i], 256)} alt="" draggable={false} />
          ) : (
            <span key={i} />
          ),
        )}
      </span>
      <span className="grid-card-text">
        <strong>{words}</strong>
        {said.map(text => (
          <code key={text}>{text}</code>
        ))}
        <small>
          {[t.grids.drawn(drawn, cells), modelById(model)?.name ?? model, moment(changed)].join(' · ')}
        </small>
      </span>
    </button>
  )
}
