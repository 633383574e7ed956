import { Check, Minus } from 'lucide-react'
import { shareOf } from '../lib/marks.ts'
import { t } from '../strings.ts'

type Props = {
  id: string
  label: string
  /** How many of the chosen pictures have it. */
  count: number
  of: number
  /** Enter in the field takes this one. */
  lit: boolean
  onToggle: () => void
}

const marks = { all: <Check size={12} aria-hidden />, some: <Minus size={12} aria-hidden />, none: null }
const checked = { all: true, some: 'mixed', none: false } as const

/** A tag or board: had by all, by some or by none. */
export function NameRow({ id, label, count, of, lit, onToggle }: Props) {
  const share = shareOf(count, of)
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a button that may be mixed */}
      <button
        id={id}
        type="button"
        role="checkbox"
        aria-checked={checked[share]}
        aria-label={share === 'some' ? t.marks.of(label, count, of) : label}
        data-lit={lit}
        onClick={onToggle}
      >
        <span className="name-box" data-share={share}>
          {marks[share]}
        </span>
        <span className="name-text">{label}</span>
        {share === 'some' && <small>{t.marks.some(count, of)}</small>}
      </button>
    </li>
  )
}
