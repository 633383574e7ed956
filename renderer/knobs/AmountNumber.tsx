import { useState } from 'react'
import { isWithin, nudge, parseNumber, show } from '../lib/number.ts'
import { t } from '../strings.ts'

type Props = { label: string; value: number; min: number; max: number; onChange: (value: number) => void }

/** A number without a visible label: typed, or nudged by the arrow keys, ten steps with Shift. */
export function AmountNumber({ label, value, min, max, onChange }: Props) {
  const [text, setText] = useState<string | null>(null)
  const range = { min, max, step: 0.1 }
  const typed = text === null ? null : parseNumber(text.replace('−', '-'))
  const bad = text !== null && text !== '' && !isWithin(typed, range)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
    if (direction && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      setText(null)
      onChange(nudge(value, direction, range, event.shiftKey))
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) setText(null)
    else if (event.key === 'Escape' && text !== null) {
      event.stopPropagation()
      setText(null)
    }
  }
  return (
    <input
      className="number"
      inputMode="decimal"
      autoComplete="off"
      role="spinbutton"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-invalid={bad}
      title={bad ? t.between(min, max) : undefined}
      value={text ?? show(value, 0.01)}
      onChange={event => {
        setText(event.target.value)
        const number = parseNumber(event.target.value.replace('−', '-'))
        if (isWithin(number, range)) onChange(number)
      }}
      onFocus={event => event.target.select()}
      onBlur={() => setText(null)}
      onKeyDown={onKeyDown}
    />
  )
}
