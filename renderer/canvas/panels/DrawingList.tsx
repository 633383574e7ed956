import { PencilRuler } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DrawingCard } from '#shared/studio/canvas.ts'
import { call } from '../../api.ts'
import { openDrawing } from '../../stores/canvas-sync.ts'
import { explain } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'

type Props = { onOpened?: () => void; most?: number }

/** Drawings to open; those in the trash are left out. */
export function DrawingList({ onOpened, most }: Props) {
  const [cards, setCards] = useState<DrawingCard[] | null>(null)
  useEffect(() => {
    call('drawings.list', undefined).then(
      all => setCards(all.filter(({ trashed }) => trashed === null)),
      explain,
    )
  }, [])
  if (!cards) return <p className="canvas-note">{t.loading}</p>
  if (!cards.length) return most ? null : <p className="canvas-note">{t.canvas.file.none}</p>
  return (
    <ul className="drawing-list">
      {cards.slice(0, most).map(({ id, name, changed, layers }) => (
        <li key={id}>
          <button type="button" onClick={() => void openDrawing(id).then(onOpened, explain)}>
            <PencilRuler size={16} aria-hidden />
            <span>{name}</span>
            <small>
              {t.canvas.file.layers(layers)},{' '}
              {new Date(changed).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
            </small>
          </button>
        </li>
      ))}
    </ul>
  )
}
