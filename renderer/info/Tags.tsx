import { X } from 'lucide-react'
import { useState } from 'react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { setFilter } from '../stores/library.ts'
import { explain } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'

/** A person's own words to find pictures by; a click shows all that bear the same. */
export function Tags({ detail: { id, tags } }: { detail: PictureDetail }) {
  const [text, setText] = useState('')
  const edit = (change: { addTags?: string[]; removeTags?: string[] }) =>
    void call('pictures.edit', { ids: [id], ...change }).catch(explain)
  const find = (tag: string) => {
    setFilter({ trashed: false, tag })
    setView({ page: 'grid' })
  }
  return (
    <div className="tags">
      <h3 id="tags">{t.info.tags}</h3>
      <ul aria-labelledby="tags">
        {tags.map(tag => (
          <li key={tag} className="chip">
            <button type="button" title={t.info.findTag(tag)} onClick={() => find(tag)}>
              {tag}
            </button>
            <button
              type="button"
              aria-label={t.info.removeTag(tag)}
              onClick={() => edit({ removeTags: [tag] })}
            >
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={event => {
          event.preventDefault()
          const tag = text.trim().slice(0, 64)
          if (tag) edit({ addTags: [tag] })
          setText('')
        }}
      >
        <input
          aria-label={t.info.addTag}
          placeholder={t.info.addTag}
          value={text}
          maxLength={64}
          autoComplete="off"
          onChange={event => setText(event.target.value)}
        />
      </form>
    </div>
  )
}
