import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { changeWeight } from '#shared/prompt/change-weight.ts'
import { loraAt, nameCompletions } from '../lib/name-completions.ts'
import { promptLayers } from '../lib/prompt-layers.ts'
import { type Completion, completions, type Lexicon, replaceWord, type Unknown } from '../lib/vocabulary.ts'
import { useDesk } from '../stores/desk.ts'
import { loadPromptNames, usePromptNames } from '../stores/prompt-names.ts'
import { t } from '../strings.ts'
import { Completions } from './Completions.tsx'
import { Explain } from './Explain.tsx'
import { Mirror } from './Mirror.tsx'

type Props = {
  id: string
  value: string
  onChange: (value: string) => void
  lexicon: Lexicon | null
  unknown: readonly Unknown[]
  placeholder: string
}

/**
 * A text area over its own mirror: the mirror gives it its height, draws what lies under the words and says where the
 * caret is.
 */
export function PromptEditor({ id, value, onChange, lexicon, unknown, placeholder }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const chosenAfter = useRef<readonly [start: number, end: number] | null>(null)
  const [offers, setOffers] = useState<Completion[]>([])
  const [chosen, setChosen] = useState(0)
  const [caret, setCaret] = useState<number | null>(null)
  const style = useDesk(desk => desk.reading.style)
  const names = usePromptNames()
  const layers = useMemo(
    () => [
      ...(style === 'a1111' ? promptLayers(value) : []),
      ...unknown.map(({ from, to }) => ({ start: from, end: to, className: 'unknown' })),
    ],
    [value, style, unknown],
  )

  useLayoutEffect(() => {
    if (chosenAfter.current === null) return
    area.current?.setSelectionRange(...chosenAfter.current)
    chosenAfter.current = null
  })

  /** Wherever it was set from, by key, by mouse or by an action. */
  useEffect(() => {
    const look = () => {
      const here = area.current
      if (here && document.activeElement === here) setCaret(here.selectionStart)
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])

  const offersAt = (text: string, at: number): Completion[] => {
    const named = style === 'plain' ? [] : nameCompletions(text, at, names, t.prompt.kinds)
    // Within the name of a list or a LoRA no other words are meant.
    if (named[0]?.kind === t.prompt.kinds.wildcard || (style !== 'plain' && loraAt(text, at))) return named
    return [...named, ...(lexicon ? completions(text, at, lexicon) : [])]
  }
  /** A list or a LoRA whose name was begun before the names had arrived. */
  useEffect(() => {
    const written = area.current
    if (style === 'plain' || !written || document.activeElement !== written) return
    const found = nameCompletions(written.value, written.selectionStart, names, t.prompt.kinds)
    if (found[0] && found[0].kind !== t.prompt.kinds.embedding) setOffers(found)
  }, [names, style])
  const type = (text: string, at: number) => {
    onChange(text)
    setOffers(offersAt(text, at))
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
    const after = from + phrase.length + space.length
    chosenAfter.current = [after, after]
    onChange(replaceWord(value, { from, to }, phrase + space))
    setOffers([])
  }
  /** As in A1111: what is chosen, or the word at the caret, weighs a tenth more or less. */
  const weigh = (event: React.KeyboardEvent) => {
    const { selectionStart, selectionEnd } = area.current!
    const edited = changeWeight(value, selectionStart, selectionEnd, event.key === 'ArrowUp')
    event.preventDefault()
    event.stopPropagation()
    if (!edited) return
    chosenAfter.current = [edited.start, edited.end]
    setOffers([])
    onChange(edited.text)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const arrow = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (arrow && (event.ctrlKey || event.metaKey) && !event.altKey && style !== 'plain') return weigh(event)
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
    const at = area.current?.selectionStart ?? -1
    const word = unknown.find(({ from, to, near }) => near && at >= from && at <= to)
    setOffers(word?.near ? [{ phrase: word.near, kind: t.prompt.instead, from: word.from, to: word.to }] : [])
    setChosen(0)
  }
  const open = offers.length > 0
  return (
    <div className="editor">
      <div className="editor-scroll">
        <Mirror text={value} layers={layers} caret={offers[0]?.from ?? null} />
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
          onFocus={() => void loadPromptNames()}
          onBlur={() => {
            setOffers([])
            setCaret(null)
          }}
        />
      </div>
      {open && <Completions id={id} offers={offers} chosen={chosen} onAccept={accept} />}
      {style === 'a1111' && <Explain text={value} caret={open ? null : caret} />}
    </div>
  )
}
