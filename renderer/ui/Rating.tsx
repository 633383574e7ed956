import { Star } from 'lucide-react'
import { t } from '../strings.ts'

type Props = { value: number; onChange: (stars: number) => void }

/** Zero to five stars; the one that is the value already takes all away. */
export const Rating = ({ value, onChange }: Props) => (
  <fieldset className="rating" aria-label={t.rating.title}>
    {[1, 2, 3, 4, 5].map(stars => (
      <button
        key={stars}
        type="button"
        aria-label={t.rating.stars(stars)}
        aria-pressed={value === stars}
        data-lit={stars <= value}
        title={`${t.rating.stars(stars)} (${stars})`}
        onClick={() => onChange(value === stars ? 0 : stars)}
      >
        <Star size={14} fill={stars <= value ? 'currentColor' : 'none'} aria-hidden />
      </button>
    ))}
  </fieldset>
)
