import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { layer } from './layer.ts'

export type Option = { value: string; label: string; note?: string | undefined; disabled?: boolean }
type Props = {
  id?: string
  label: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
  placeholder?: string
  disabled?: boolean
}

/** One of a few, in a menu that opens by mouse, arrows or typing. */
export function Select({ id, label, value, options, onChange, placeholder, disabled }: Props) {
  const [open, setOpen] = useState(false)
  const chosen = options.find(option => option.value === value)
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger
        id={id}
        className="select"
        aria-label={`${label}: ${chosen?.label ?? placeholder ?? value}`}
        disabled={disabled}
      >
        <span className="select-value">{chosen?.label ?? placeholder ?? value}</span>
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer()}>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
            {options.map(option => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                className="menu-item"
                disabled={option.disabled ?? false}
              >
                <DropdownMenu.ItemIndicator className="menu-check">
                  <Check size={14} aria-hidden />
                </DropdownMenu.ItemIndicator>
                <span>{option.label}</span>
                {option.note && <small>{option.note}</small>}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
