import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  icon?: LucideIcon
  title: string
  text?: string | undefined
  children?: ReactNode
  tone?: 'plain' | 'error'
}

/** What stands where nothing can be shown: what it is, and one way on. */
export const Notice = ({ icon: Icon, title, text, children, tone = 'plain' }: Props) => (
  <div className={`notice ${tone}`} role={tone === 'error' ? 'alert' : undefined}>
    {Icon && <Icon size={28} strokeWidth={1.5} aria-hidden />}
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {children && <div className="notice-ways">{children}</div>}
  </div>
)
