import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

type Props = ComponentProps<'button'> & {
  icon?: LucideIcon
  look?: 'plain' | 'quiet' | 'accent' | 'danger'
}

export const Button = ({ icon: Icon, look = 'plain', className = '', children, ...rest }: Props) => (
  <button type="button" className={`button ${look} ${className}`} {...rest}>
    {Icon && <Icon size={16} aria-hidden />}
    {children}
  </button>
)
