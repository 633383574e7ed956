import { Star } from 'lucide-react'
import { t } from '../strings.ts'

type Props = {
  /** Null: they differ. */
  value: number | null
  /** How many have none, one, ... five, where there are several. */
  given?: readonly number[] | undefined
  onChange: (stars: number) => void
}

/** Zero to five stars; the one that is the value already takes all away. */
export const Rating = ({ value, given = [], onChange }: Props) => (
  <fieldset className="rating" aria-label={t.rating.title}>
    {[1, 2, 3, 4, 5].map(stars => {
      const some = value === null && given.slice(stars).some(count => count > 0)
      const all = value === null ? some && !given.slice(0, stars).some(count => count > 0) : stars <= value
      return (
        <button
          key={stars}
          type="button"
          aria-label={t.rating.stars(stars)}
          aria-pressed={value === stars ? true : value === null && given[stars] ? 'mixed' : false}
          data-lit={all ? 'true' : some ? 'some' : 'false'}
          title={`${t.rating.stars(stars)} (${stars})`}
          onClick={() => onChange(value === stars ? 0 : stars)}
        >
          <Star size={14} fill={all || some ? 'currentColor' : 'none'} aria-hidden />
        </button>
      )
    })}
  </fieldset>
)
