import { Trash2, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { bytes } from '#shared/bytes.ts'
import { loadUpscalers, removeUpscaler, useUpscalers } from '../stores/upscalers.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'

const words = t.upscale

/** What makes pictures larger here, and how much. */
export function Upscalers() {
  const cards = useUpscalers(state => state.cards)
  useEffect(() => void loadUpscalers(), [])
  return (
    <section className="model-upscalers" aria-label={words.list.title}>
      <h3>{words.list.title}</h3>
      {!cards && <p role="status">{words.looking}</p>}
      {cards?.length === 0 && <p>{words.list.text}</p>}
      {cards && cards.length > 0 && (
        <ul aria-label={words.list.title}>
          {cards.map(card => (
            <li key={card.id} data-broken={card.problem !== null}>
              <span className="model-title">
                <span title={card.name}>{card.name}</span>
                {words.list.origins[card.origin] && (
                  <span className="tag">{words.list.origins[card.origin]}</span>
                )}
              </span>
              <strong>{card.scale === null ? '–' : words.by(card.scale)}</strong>
              <small>{bytes(card.bytes)}</small>
              <code title={card.file}>{card.file}</code>
              {card.origin === 'own' || card.origin === 'linked' ? (
                <IconButton
                  icon={card.origin === 'own' ? Trash2 : X}
                  label={card.origin === 'own' ? words.list.remove(card.name) : words.list.forget(card.name)}
                  onClick={() => void removeUpscaler(card)}
                />
              ) : (
                <span />
              )}
              {card.problem && (
                <p className="problem">
                  <TriangleAlert size={16} aria-hidden />
                  <span>{card.problem}</span>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
