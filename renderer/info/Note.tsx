import { useState } from 'react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'

/** A person's own words, kept beside the picture when the field is left. */
export function Note({ detail }: { detail: PictureDetail }) {
  const [note, setNote] = useState(detail.note)
  return (
    <label className="note">
      <span>{t.info.note}</span>
      <textarea
        value={note}
        maxLength={20_000}
        placeholder={t.info.notePlaceholder}
        onChange={event => setNote(event.target.value)}
        onBlur={() => {
          if (note !== detail.note) call('pictures.edit', { ids: [detail.id], note }).catch(explain)
        }}
      />
    </label>
  )
}
