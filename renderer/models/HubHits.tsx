import { Lock } from 'lucide-react'
import { lookAt, useHub } from '../stores/hub.ts'
import { t } from '../strings.ts'

const words = t.models.hub
const count = new Intl.NumberFormat('en', { notation: 'compact' })

/** What the hub found; what it has to be asked before that. */
export function HubHits() {
  const { hits, searching } = useHub()
  if (searching) return <p className="hub-hint">{words.searching}</p>
  if (!hits) return <p className="hub-hint">{words.hint}</p>
  if (!hits.length)
    return (
      <p className="hub-hint">
        <strong>{words.none}</strong>
        {words.noneText}
      </p>
    )
  return (
    <ul className="hub-hits" aria-label={words.results}>
      {hits.map(({ id, downloads, gated, draws }) => {
        const [owner, name] = id.includes('/') ? id.split('/') : ['', id]
        return (
          <li key={id}>
            <button type="button" onClick={() => lookAt(id)}>
              <strong>{name}</strong>
              <small>
                {[owner, words.downloads(count.format(downloads)), !draws && words.noPictures]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              {gated && (
                <span className="tag">
                  <Lock size={12} aria-hidden />
                  {words.gated}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
