import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { CardSide } from './MapCards.tsx'

type Props = { title: string; side: CardSide; onClose: () => void; children: ReactNode }

/** Opens over the map and stays on the side where it opened; its `data-focus`, or itself, has the focus until it closes. */
export function MapCard({ title, side, onClose, children }: Props) {
  const card = useRef<HTMLElement>(null)
  const [opened] = useState(side)
  useEffect(() => {
    const first = card.current?.querySelector<HTMLElement>('[data-focus]') ?? card.current
    first?.focus({ preventScroll: true })
    return () => document.querySelector<HTMLElement>('.map-plane')?.focus({ preventScroll: true })
  }, [])
  return (
    <section ref={card} className="map-card" data-side={opened} aria-label={title} tabIndex={-1}>
      <header>
        <h2>{title}</h2>
        <IconButton icon={X} label={t.close} side="top" onClick={onClose} />
      </header>
      {children}
    </section>
  )
}
