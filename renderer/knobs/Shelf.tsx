import { FolderInput, X } from 'lucide-react'
import { pickKnobs } from '../actions/knobs.ts'
import { forgetRefused, useShelf } from '../stores/knob-shelf.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Section } from '../ui/Section.tsx'
import { ShelfRow } from './ShelfRow.tsx'

/** Knobs kept for every prompt, and files of them to bring and to take along. */
export function Shelf() {
  const cards = useShelf(shelf => shelf.cards)
  const error = useShelf(shelf => shelf.error)
  const refused = useShelf(shelf => shelf.refused)
  return (
    <Section title={t.steering.shelf.title}>
      {refused.map(({ names, reason }) => (
        <div key={names} className="problem" role="alert">
          <p>
            <b>
              {t.steering.shelf.refused}: {names}
            </b>
            <br />
            {reason}
          </p>
          <IconButton icon={X} label={t.steering.shelf.forget} onClick={forgetRefused} />
        </div>
      ))}
      {error && <p className="knob-help bad">{error}</p>}
      {cards.length > 0 ? (
        <ul className="shelf">
          {cards.map(card => (
            <ShelfRow key={card.id} card={card} />
          ))}
        </ul>
      ) : (
        !error && <p className="knob-help">{t.steering.shelf.empty}</p>
      )}
      <Button icon={FolderInput} onClick={pickKnobs}>
        {t.steering.shelf.import}
      </Button>
    </Section>
  )
}
