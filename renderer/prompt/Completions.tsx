import { useLayoutEffect, useRef } from 'react'
import type { Completion } from '../lib/vocabulary.ts'
import { t } from '../strings.ts'

type Props = {
  id: string
  offers: readonly Completion[]
  chosen: number
  onAccept: (offer: Completion) => void
}

/** Hangs below the word that is being typed. */
export function Completions({ id, offers, chosen, onAccept }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const editor = list.current?.parentElement
    const caret = editor?.querySelector('.editor-caret')?.getBoundingClientRect()
    if (!list.current || !editor || !caret) return
    const box = editor.getBoundingClientRect()
    const left = Math.min(caret.left - box.left, box.width - list.current.offsetWidth)
    list.current.style.translate = `${Math.max(0, left - 12)}px ${caret.bottom - box.top + 4}px`
  })
  return (
    <div
      ref={list}
      id={`${id}-offers`}
      className="menu completions"
      role="listbox"
      aria-label={t.prompt.offers}
    >
      {offers.map((offer, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text area has the focus and the keys
        <div
          key={offer.phrase}
          id={`${id}-offer-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          className="menu-item"
          onMouseDown={event => event.preventDefault()}
          onClick={() => onAccept(offer)}
        >
          <span>{offer.phrase}</span>
          <small>{offer.kind}</small>
        </div>
      ))}
    </div>
  )
}
