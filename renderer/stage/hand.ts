import { useEffect } from 'react'
import { handDown, handUp } from '../actions/draw-held.ts'
import { onRoll } from '../actions/roll.ts'
import { letGo, useLive } from '../stores/live.ts'

/** How long keys must rest until the hand counts as gone, in ms. */
const rest = 600
/** A click comes a moment after its pointer went up. */
const click = 40
const nudges = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End)$/

/**
 * Whatever lies within `data-live` is live: while it is dragged, or its value is nudged by keys or typed, the stage
 * shows drafts. `data-live="peek"` never draws the full picture afterwards, and leaves typing alone.
 */
export function useHand(): void {
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined
    let draws = true
    const placeOf = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-live]') : null
    const come = (place: HTMLElement) => {
      clearTimeout(due)
      draws = place.dataset.live !== 'peek'
      handDown()
    }
    const goAfter = (ms: number) => {
      clearTimeout(due)
      due = setTimeout(() => handUp(draws), ms)
    }
    const onPointerDown = (event: PointerEvent) => {
      const place = placeOf(event)
      if (place && event.button === 0) come(place)
    }
    const onPointerUp = () => {
      if (useLive.getState().phase === 'held') goAfter(click)
    }
    const onKeys = (event: Event) => {
      const place = placeOf(event)
      const nudged =
        event.type === 'input' ? place?.dataset.live !== 'peek' : nudges.test((event as KeyboardEvent).key)
      if (!place || !nudged) return
      come(place)
      goAfter(rest)
    }
    const listeners = {
      pointerdown: onPointerDown,
      pointerup: onPointerUp,
      pointercancel: onPointerUp,
    } as const
    const options = { capture: true }
    for (const [type, listener] of Object.entries(listeners))
      window.addEventListener(type, listener as EventListener, options)
    window.addEventListener('keydown', onKeys, options)
    window.addEventListener('input', onKeys, options)
    const stopHearing = onRoll(() => {
      clearTimeout(due)
      letGo()
    })
    return () => {
      stopHearing()
      clearTimeout(due)
      letGo()
      for (const [type, listener] of Object.entries(listeners))
        window.removeEventListener(type, listener as EventListener, options)
      window.removeEventListener('keydown', onKeys, options)
      window.removeEventListener('input', onKeys, options)
    }
  }, [])
}
