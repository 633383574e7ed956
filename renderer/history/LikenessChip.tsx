import type { Wish } from '#shared/library/query-meaning.ts'
import { imageUrl } from '../api.ts'
import { cache, useLibrary } from '../stores/library.ts'
import { t } from '../strings.ts'

/** What a query wants pictures to look like, or not: its words, or the picture itself in small. */
export function LikenessChip({ wishes }: { wishes: readonly Wish[] }) {
  useLibrary(state => state.version)
  return wishes.map(({ sign, kind, text }) => {
    const card = kind === 'picture' ? cache.at(cache.find(({ id }) => id.startsWith(text))) : undefined
    return (
      <span key={`${sign} ${kind} ${text}`} className="likeness">
        <span>{sign > 0 ? t.meaning.like : t.meaning.unlike}</span>
        {card ? (
          <img src={imageUrl(card.id, 64)} alt={card.prompt || t.meaning.likePicture} />
        ) : (
          <span>{kind === 'words' ? `“${text}”` : text.slice(0, 8)}</span>
        )}
      </span>
    )
  })
}
