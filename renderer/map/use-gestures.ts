import { type RefObject, useEffect, useRef } from 'react'
import { moveFinger } from '../lib/fingers.ts'
import type { Place } from '../lib/map-points.ts'

type Hands = {
  pan: (dx: number, dy: number) => void
  zoom: (factor: number, at: Place) => void
  click: (at: Place) => void
  /** Null when the pointer has left, or drags. */
  hover: (at: Place | null) => void
}

/** How far a press may wander and still be a click, in pixels. */
const slack = 4

/** Wheel or pinch zooms at the pointer, two fingers on a pad or a drag move, a press that stays is a click. */
export function useGestures(box: RefObject<HTMLElement | null>, hands: Hands) {
  const latest = useRef(hands)
  latest.current = hands
  const fingers = useRef(new Map<number, Place>())
  const wandered = useRef(0)
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Place => {
    const { left, top } = box.current!.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  useEffect(() => {
    const element = box.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const mouse = event.deltaMode !== 0 || (Math.abs(event.deltaY) >= 100 && event.deltaX === 0)
      const { pan, zoom } = latest.current
      if (event.ctrlKey || event.metaKey || mouse)
        zoom(Math.exp(-event.deltaY * (event.ctrlKey && !mouse ? 0.01 : 0.0015)), at(event))
      else pan(-event.deltaX, -event.deltaY)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
  const lift = (event: React.PointerEvent) => {
    fingers.current.delete(event.pointerId)
    if (event.pointerType !== 'mouse') latest.current.hover(null)
  }
  return {
    onPointerDown(event: React.PointerEvent<HTMLElement>) {
      if (event.button > 1) return
      if (!fingers.current.size) wandered.current = 0
      fingers.current.set(event.pointerId, at(event))
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: React.PointerEvent) {
      const now = at(event)
      const moved = moveFinger(fingers.current, event.pointerId, now)
      if (!moved) return latest.current.hover(now)
      const { dx, dy, factor, middle } = moved
      wandered.current += Math.hypot(dx, dy)
      if (factor !== 1) latest.current.zoom(factor, middle)
      if (wandered.current <= slack) return
      latest.current.hover(null)
      const hands = fingers.current.size
      latest.current.pan(dx / hands, dy / hands)
    },
    onPointerUp(event: React.PointerEvent) {
      const alone = fingers.current.size === 1 && fingers.current.has(event.pointerId)
      lift(event)
      if (alone && event.button === 0 && wandered.current <= slack) latest.current.click(at(event))
    },
    onPointerCancel: lift,
    onPointerLeave: () => latest.current.hover(null),
  }
}
