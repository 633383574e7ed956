import type { ReactNode } from 'react'
import { useRef } from 'react'

type Row<V> = { value: V; label: string; show?: ReactNode }
type Props<V extends string | number> = {
  label: string
  /** Null: none of them. */
  value: V | null
  options: readonly Row<V>[]
  onChange: (value: V) => void
  className?: string
}

/** A radio group: Tab enters it once, arrows choose. */
export function Segmented<V extends string | number>({
  label,
  value,
  options,
  onChange,
  className = '',
}: Props<V>) {
  const root = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    const at = options.findIndex(option => option.value === value)
    const to = (at + by + options.length) % options.length
    onChange(options[to]!.value)
    root.current?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <div
      ref={root}
      className={`segmented ${className}`}
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {options.map(option => (
        // biome-ignore lint/a11y/useSemanticElements: a picture in each, which an input cannot hold
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-label={option.label}
          tabIndex={option.value === value || (value === null && option === options[0]) ? 0 : -1}
          title={option.show ? option.label : undefined}
          onClick={() => onChange(option.value)}
        >
          {option.show ?? option.label}
        </button>
      ))}
    </div>
  )
}
