import type { Point } from '#shared/canvas/matrix.ts'
import { setCanvasView, type ToolId, useCanvasView } from '../../stores/canvas-view.ts'
import type { Pen, Tool } from '../tools/tool.ts'
import { toPage, turned, zoomed } from './viewport.ts'

export type Cursor = Point

type Options = {
  tools: Record<ToolId, Tool>
  onCursor: (at: Cursor | null) => void
}

/** What the hand that came down does, until it goes. */
type Gesture =
  | { kind: 'tool'; pointer: number; tool: Tool; finger: boolean; begun: number }
  | { kind: 'pan'; pointer: number; last: Point }
  | { kind: 'pinch' }

/** A second finger that comes within so many ms of the first means the view; later it is the ball of a drawing hand. */
const together = 250

/**
 * Pointers on the stage: a pen, a mouse or a finger draws with the tool in hand; two fingers, the wheel, the middle
 * button, the space key and the hand tool move the view. Once a pen was seen, fingers only move the view.
 */
export function pointers(host: HTMLElement, { tools, onCursor }: Options): () => void {
  let gesture: Gesture | null = null
  let penSeen = false
  let space = false
  const fingers = new Map<number, Point>()
  const view = () => useCanvasView.getState()
  const tool = () => tools[view().tool]

  const placeOf = (event: MouseEvent): Point => {
    const { left, top } = host.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const penOf = (event: PointerEvent): Pen => ({
    ...toPage(view().viewport, placeOf(event)),
    pressure: event.pointerType === 'mouse' || event.pressure === 0 ? 0.5 : event.pressure,
    shift: event.shiftKey,
    alt: event.altKey,
    eraser: (event.buttons & 32) !== 0,
  })
  const giveUp = () => {
    if (gesture?.kind === 'tool') gesture.tool.cancel?.()
    gesture = null
  }
  const dress = () => {
    host.style.cursor = gesture?.kind === 'pan' ? 'grabbing' : space ? 'grab' : tool().cursor
  }

  function onDown(event: PointerEvent): void {
    if (event.target instanceof HTMLInputElement) return
    host.focus({ preventScroll: true })
    if (event.pointerType === 'pen') penSeen = true
    if (event.pointerType === 'touch') {
      // While something is being drawn, whatever else touches the page is the hand that draws.
      if (gesture?.kind === 'tool' && !(gesture.finger && event.timeStamp - gesture.begun < together)) return
      fingers.set(event.pointerId, placeOf(event))
    }
    if (fingers.size === 2) {
      // What the first finger began was meant for the view.
      giveUp()
      gesture = { kind: 'pinch' }
      return
    }
    if (gesture) return
    host.setPointerCapture(event.pointerId)
    const pans =
      event.button === 1 || space || view().tool === 'hand' || (event.pointerType === 'touch' && penSeen)
    if (pans) gesture = { kind: 'pan', pointer: event.pointerId, last: placeOf(event) }
    else if (event.button === 0 || event.button === 5) {
      const finger = event.pointerType === 'touch'
      gesture = { kind: 'tool', pointer: event.pointerId, tool: tool(), finger, begun: event.timeStamp }
      gesture.tool.down(penOf(event))
    }
    event.preventDefault()
    dress()
  }

  function onMove(event: PointerEvent): void {
    const at = placeOf(event)
    onCursor(event.pointerType === 'touch' ? null : at)
    if (event.pointerType === 'touch' && gesture?.kind === 'pinch') pinch(event.pointerId, at)
    if (!gesture) tool().hover?.(penOf(event))
    if (!gesture || gesture.kind === 'pinch' || gesture.pointer !== event.pointerId) return
    if (gesture.kind === 'pan') {
      const { last } = gesture
      gesture.last = at
      setCanvasView(({ viewport }) => ({
        viewport: { ...viewport, x: viewport.x + at.x - last.x, y: viewport.y + at.y - last.y },
      }))
      return
    }
    const all = event.getCoalescedEvents?.() ?? []
    gesture.tool.move?.((all.length ? all : [event]).map(penOf))
  }

  /** Two fingers: what lies under them stays under them. */
  function pinch(pointer: number, to: Point): void {
    const [a, b] = fingers.keys()
    // One of the two was lifted, or another came: what is left moves nothing.
    if (a === undefined || b === undefined || (pointer !== a && pointer !== b)) return
    const before = [fingers.get(a)!, fingers.get(b)!] as const
    fingers.set(pointer, to)
    const after = [fingers.get(a)!, fingers.get(b)!] as const
    const middle = ([p, q]: readonly [Point, Point]) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 })
    const span = ([p, q]: readonly [Point, Point]) => Math.hypot(q.x - p.x, q.y - p.y)
    const angle = ([p, q]: readonly [Point, Point]) => (Math.atan2(q.y - p.y, q.x - p.x) * 180) / Math.PI
    const [from, now] = [middle(before), middle(after)]
    setCanvasView(({ viewport }) => {
      const moved = { ...viewport, x: viewport.x + now.x - from.x, y: viewport.y + now.y - from.y }
      const scaled = zoomed(moved, span(after) / Math.max(1, span(before)), now)
      return { viewport: turned(scaled, angle(after) - angle(before), now) }
    })
  }

  function onUp(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    if (gesture?.kind === 'pinch') {
      if (fingers.size === 0) gesture = null
    } else if (gesture?.pointer === event.pointerId) {
      const ended = gesture
      gesture = null
      if (ended.kind === 'tool') {
        if (event.type === 'pointercancel') ended.tool.cancel?.()
        else ended.tool.up?.(penOf(event))
      }
    }
    dress()
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault()
    const at = placeOf(event)
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    const [dx, dy] = [event.deltaX * lines, event.deltaY * lines]
    setCanvasView(({ viewport }) => ({
      viewport: event.shiftKey
        ? { ...viewport, x: viewport.x - (dx || dy) }
        : event.altKey
          ? turned(viewport, dy / 10, at)
          : zoomed(viewport, Math.exp(-dy / (event.ctrlKey ? 100 : 500)), at),
    }))
  }

  function onKey(event: KeyboardEvent): void {
    if (event.target !== host) return
    if (event.key === ' ') {
      space = event.type === 'keydown'
      event.preventDefault()
      dress()
      return
    }
    if (event.type === 'keyup' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && gesture) {
      giveUp()
      event.stopPropagation()
      event.preventDefault()
    } else if (tool().key?.(event.key, { shift: event.shiftKey })) {
      event.stopPropagation()
      event.preventDefault()
    }
  }
  const onLeave = () => onCursor(null)
  const onBlur = () => {
    space = false
  }
  const stopWatching = useCanvasView.subscribe((now, before) => {
    if (now.tool === before.tool) return
    if (gesture?.kind === 'tool') giveUp()
    tools[before.tool].cancel?.()
    dress()
  })
  const listeners = {
    pointerdown: onDown,
    pointermove: onMove,
    pointerup: onUp,
    pointercancel: onUp,
    pointerleave: onLeave,
    keydown: onKey,
    keyup: onKey,
    blur: onBlur,
  }
  for (const [type, listener] of Object.entries(listeners))
    host.addEventListener(type, listener as EventListener)
  host.addEventListener('wheel', onWheel, { passive: false })
  dress()
  return () => {
    giveUp()
    stopWatching()
    for (const [type, listener] of Object.entries(listeners))
      host.removeEventListener(type, listener as EventListener)
    host.removeEventListener('wheel', onWheel)
  }
}
