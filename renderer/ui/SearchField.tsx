import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { t } from '../strings.ts'

type Props = {
  id?: string
  label: string
  value: string
  onChange: (value: string) => void
  autoFocus?: boolean
  onKeyDown?: (event: React.KeyboardEvent) => void
}

export function SearchField({ id, label, value, onChange, autoFocus, onKeyDown }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="search">
      <Search size={16} aria-hidden />
      <input
        ref={input}
        id={id}
        aria-label={label}
        placeholder={label}
        value={value}
        data-focus={autoFocus || undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape' && value) {
            event.preventDefault()
            event.stopPropagation()
            onChange('')
          } else onKeyDown?.(event)
        }}
      />
      {value && (
        <button
          type="button"
          aria-label={t.clearSearch}
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
