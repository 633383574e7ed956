import type { LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'

type Props = { icon?: LucideIcon; text: string; confirm: string; onConfirm: () => void }

/** For what cannot be undone: the second click does it, within a few seconds. */
export function ConfirmButton({ icon, text, confirm, onConfirm }: Props) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!asked) return
    const due = setTimeout(() => setAsked(false), 5000)
    return () => clearTimeout(due)
  }, [asked])
  return (
    <Button
      {...(icon && { icon })}
      look={asked ? 'danger' : 'plain'}
      onClick={() => {
        if (asked) onConfirm()
        setAsked(!asked)
      }}
      onBlur={() => setAsked(false)}
    >
      {asked ? confirm : text}
    </Button>
  )
}
