import { useId, useRef, useState } from 'react'
import { isWithin, nudge, parseNumber, type Range, show, snap } from '../lib/number.ts'
import { t } from '../strings.ts'
import { Reset } from './Reset.tsx'

type Props = Range & {
  label: string
  help?: string | undefined
  /** Null: not given, and there is no default. */
  value: number | null
  /** Where dragging and nudging begin from nothing. */
  start?: number
  /** Whether it was given, rather than the default. */
  given: boolean
  onChange: (value: number) => void
  onReset: () => void
  /** Pixels of drag for one step. */
  pace?: number
}

/** A number to be typed, dragged at its label, or nudged by the arrow keys. */
export function NumberField(props: Props) {
  const { label, help, value, given, onChange, onReset, pace = 6, start = props.min, ...range } = props
  const id = useId()
  const [text, setText] = useState<string | null>(null)
  const from = useRef<{ x: number; value: number } | null>(null)
  const bad = text !== null && text !== '' && !isWithin(parseNumber(text), range)

  const type = (next: string) => {
    setText(next)
    const number = parseNumber(next)
    if (isWithin(number, range)) onChange(number)
  }
  const commit = () => {
    const number = text === null ? null : parseNumber(text)
    if (number !== null) onChange(snap(number, range))
    setText(null)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
    if (direction && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      setText(null)
      onChange(value === null ? snap(start, range) : nudge(value, direction, range, event.shiftKey))
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) commit()
    else if (event.key === 'Escape' && text !== null) {
      event.stopPropagation()
      setText(null)
    }
  }
  const drag = (event: React.PointerEvent) => {
    if (!from.current) return
    const steps = Math.trunc((event.clientX - from.current.x) / pace) * (event.shiftKey ? 10 : 1)
    const next = snap(from.current.value + steps * range.step, range)
    if (steps !== 0 && next !== value) onChange(next)
  }
  return (
    <div className="field" data-given={given}>
      <label
        htmlFor={id}
        className="scrub"
        title={help ?? t.scrub}
        onPointerDown={event => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = { x: event.clientX, value: value ?? start }
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          from.current = null
        }}
        onPointerCancel={() => {
          from.current = null
        }}
      >
        {label}
      </label>
      <Reset given={given} label={label} onReset={onReset} />
      <input
        id={id}
        className="number"
        inputMode="decimal"
        autoComplete="off"
        role="spinbutton"
        aria-valuenow={value ?? undefined}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-invalid={bad}
        title={bad ? t.between(range.min, range.max) : undefined}
        placeholder={t.any}
        value={text ?? (value === null ? '' : show(value, range.step))}
        onChange={event => type(event.target.value)}
        onFocus={event => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
