import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Hint } from './Hint.tsx'

type Props = ComponentProps<'button'> & {
  icon: LucideIcon
  label: string
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** Makes it a toggle. */
  on?: boolean
  filled?: boolean
}

export const IconButton = ({ icon: Icon, label, keys, side, on, filled, className = '', ...rest }: Props) => (
  <Hint text={label} keys={keys} {...(side && { side })}>
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      {...(on !== undefined && { 'aria-pressed': on })}
      {...rest}
    >
      <Icon size={16} aria-hidden {...(filled && { fill: 'currentColor' })} />
    </button>
  </Hint>
)
