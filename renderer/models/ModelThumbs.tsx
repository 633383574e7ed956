import { useEffect, useState } from 'react'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { call, imageUrl } from '../api.ts'
import { useLibrary } from '../stores/library.ts'
import { openPicture } from '../stores/view.ts'
import { t } from '../strings.ts'

const shown = 4
const empty = Array.from({ length: shown }, (_, place) => place)

/** The newest pictures by a model, so that it is known by eye; noise where there are none. */
export function ModelThumbs({ model }: { model: string }) {
  const version = useLibrary(state => state.version)
  const [pictures, setPictures] = useState<PictureCard[]>([])
  useEffect(() => {
    const abort = new AbortController()
    const wish = { offset: 0, limit: shown, filter: { trashed: false, model }, sort: 'newest' as const }
    call('pictures.range', wish, { signal: abort.signal }).then(
      ({ pictures }) => setPictures(pictures),
      () => {},
    )
    return () => abort.abort()
  }, [model, version])
  if (!pictures.length)
    return (
      <div className="model-thumbs" data-empty="true">
        <span />
        <small>{t.models.nothingDrawn}</small>
      </div>
    )
  return (
    <div className="model-thumbs">
      {pictures.map(({ id, prompt }) => (
        <button
          key={id}
          type="button"
          aria-label={prompt || t.stage.untitled}
          onClick={() => openPicture(id)}
        >
          <img src={imageUrl(id, 256)} alt="" draggable={false} />
        </button>
      ))}
      {empty.slice(pictures.length).map(place => (
        <span key={place} />
      ))}
    </div>
  )
}
