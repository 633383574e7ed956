import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Completion, completions, type Lexicon, replaceWord, type Unknown } from '../lib/vocabulary.ts'
import { t } from '../strings.ts'
import { Completions } from './Completions.tsx'
import { Mirror } from './Mirror.tsx'

type Props = {
  id: string
  value: string
  onChange: (value: string) => void
  lexicon: Lexicon | null
  unknown: readonly Unknown[]
  placeholder: string
}

/** A text area over its own mirror: the mirror gives it its height, draws the underlines and says where the caret is. */
export function PromptEditor({ id, value, onChange, lexicon, unknown, placeholder }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const caretAfter = useRef<number | null>(null)
  const [offers, setOffers] = useState<Completion[]>([])
  const [chosen, setChosen] = useState(0)

  useLayoutEffect(() => {
    if (caretAfter.current === null) return
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = null
  })

  const type = (text: string, caret: number) => {
    onChange(text)
    setOffers(lexicon ? completions(text, caret, lexicon) : [])
    setChosen(0)
  }
  /** What was typed before the words of the model had arrived is completed once they have. */
  useEffect(() => {
    const written = area.current
    if (!lexicon || !written || document.activeElement !== written) return
    setOffers(completions(written.value, written.selectionStart, lexicon))
  }, [lexicon])

  const accept = ({ phrase, from, to: end }: Completion) => {
    const to = end ?? area.current?.selectionStart ?? value.length
    const space = end === undefined && value[to] === undefined ? ' ' : ''
    caretAfter.current = from + phrase.length + space.length
    onChange(replaceWord(value, { from, to }, phrase + space))
    setOffers([])
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!offers.length || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % offers.length)
    else if (event.key === 'ArrowUp') setChosen((chosen - 1 + offers.length) % offers.length)
    else if (event.key === 'Tab' || event.key === 'Enter') accept(offers[chosen]!)
    else if (event.key === 'Escape') setOffers([])
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  /** A click on an underlined word offers the one that was most likely meant. */
  const onClick = () => {
    const caret = area.current?.selectionStart ?? -1
    const word = unknown.find(({ from, to, near }) => near && caret >= from && caret <= to)
    setOffers(word?.near ? [{ phrase: word.near, kind: t.prompt.instead, from: word.from, to: word.to }] : [])
    setChosen(0)
  }
  const open = offers.length > 0
  return (
    <div className="editor">
      <div className="editor-scroll">
        <Mirror text={value} unknown={unknown} caret={offers[0]?.from ?? null} />
        <textarea
          ref={area}
          id={id}
          rows={1}
          value={value}
          placeholder={placeholder}
          spellCheck={!lexicon}
          autoComplete="off"
          aria-autocomplete={lexicon ? 'list' : undefined}
          aria-controls={open ? `${id}-offers` : undefined}
          aria-activedescendant={open ? `${id}-offer-${chosen}` : undefined}
          onChange={event => type(event.target.value, event.target.selectionStart)}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onBlur={() => setOffers([])}
        />
      </div>
      {open && <Completions id={id} offers={offers} chosen={chosen} onAccept={accept} />}
    </div>
  )
}
