import { useState } from 'react'
import { isWithin, nudge, parseNumber, snap } from '../lib/number.ts'

type Props = { short: string; label: string; share: number; onChange: (share: number) => void }

const range = { min: 0, max: 100, step: 0.1 }

/** A side of a rectangle in percent of the picture: typed, or nudged by the arrow keys. */
export function SideField({ short, label, share, onChange }: Props) {
  const [text, setText] = useState<string | null>(null)
  const percent = snap(share * 100, range)
  return (
    <label>
      <span>{short}</span>
      <input
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        value={text ?? String(percent)}
        onChange={event => {
          setText(event.target.value)
          const number = parseNumber(event.target.value)
          if (isWithin(number, range)) onChange(number / 100)
        }}
        onFocus={event => event.target.select()}
        onBlur={() => setText(null)}
        onKeyDown={event => {
          const by = { ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined
          if (!by || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          setText(null)
          onChange(nudge(percent, by, { ...range, step: 1 }, event.shiftKey) / 100)
        }}
      />
    </label>
  )
}
