import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { offers, pairOf, pairText } from '../lib/word-pairs.ts'
import { useDesk } from '../stores/desk.ts'
import { addSteer } from '../stores/steer.ts'
import { useWords } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

const shown = 5
const looked = 20

/** A pair is typed, or taken from those that are offered. */
export function AddPair() {
  const [text, setText] = useState('')
  const help = useId()
  const lexicon = useWords()?.lexicon ?? null
  const pair = pairOf(text)
  const there = useDesk(({ steer }) => steer)
  const isNew = (offer: string) => !there.some(one => one.kind === 'words' && pairText(one) === offer)
  const open = text.trim() !== '' && !pair
  const offered = offers(text, lexicon, looked).filter(isNew).slice(0, shown)
  const add = (from: string) => {
    const pair = pairOf(from)
    if (!pair) return
    addSteer({ kind: 'words', ...pair })
    setText('')
  }
  return (
    <form
      className="add-pair"
      onSubmit={event => {
        event.preventDefault()
        add(text)
      }}
    >
      <div className="add-pair-line">
        <input
          className="text-field"
          aria-label={t.steering.words.field}
          aria-describedby={help}
          placeholder={t.steering.words.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Button type="submit" icon={Plus} aria-disabled={!pair} disabled={!pair}>
          {t.steering.words.add}
        </Button>
      </div>
      <fieldset className="chips">
        <legend className="visually-hidden">{t.steering.words.offers}</legend>
        {offered.map(offer => (
          <button key={offer} type="button" className="chip" onClick={() => add(offer)}>
            {offer}
          </button>
        ))}
      </fieldset>
      <p id={help} className="knob-help">
        {open ? t.steering.words.notPair : t.steering.words.help}
      </p>
    </form>
  )
}
