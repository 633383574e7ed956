import { useEffect, useRef } from 'react'

/** A card that opens over the map takes the focus to its `data-focus` and gives it back to the map. */
export function useCardFocus() {
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    card.current?.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true })
    return () => document.querySelector<HTMLElement>('.map-plane')?.focus({ preventScroll: true })
  }, [])
  return card
}
