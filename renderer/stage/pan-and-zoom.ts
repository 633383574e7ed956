import { type RefObject, useEffect, useRef } from 'react'
import { moveFinger } from '../lib/fingers.ts'
import type { Place } from '../lib/map-points.ts'
import { currentScale, panBy, zoomBy } from '../stores/stage-frame.ts'
import { useView } from '../stores/view.ts'

const stride = 60

/** Wheel or pinch to zoom at the pointer, two fingers on a pad or a drag to move, double click between fit and 100 %. */
export function usePanAndZoom(frame: RefObject<HTMLElement | null>) {
  const fingers = useRef(new Map<number, Place>())
  const lift = (event: React.PointerEvent) => void fingers.current.delete(event.pointerId)
  const at = (event: { clientX: number; clientY: number }) => {
    const box = frame.current!.getBoundingClientRect()
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
  }
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const mouse = event.deltaMode !== 0 || (Math.abs(event.deltaY) >= 100 && event.deltaX === 0)
      const { fit } = useView.getState().zoom
      if (event.ctrlKey || event.metaKey || mouse || fit)
        zoomBy(
          currentScale() * Math.exp(-event.deltaY * (event.ctrlKey && !mouse ? 0.01 : 0.0015)),
          at(event),
        )
      else panBy(-event.deltaX, -event.deltaY)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
  return {
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      const { fit } = useView.getState().zoom
      // A fitted picture can be dragged out of the window; fingers may be about to spread it.
      if (event.button > 1 || (fit && event.pointerType !== 'touch')) return
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      if (!fit) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: React.PointerEvent) => {
      const moved = moveFinger(fingers.current, event.pointerId, { x: event.clientX, y: event.clientY })
      if (!moved) return
      const { dx, dy, factor, middle } = moved
      if (factor !== 1) zoomBy(currentScale() * factor, at({ clientX: middle.x, clientY: middle.y }))
      const { size } = fingers.current
      panBy(dx / size, dy / size)
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onDoubleClick: (event: React.MouseEvent) => zoomBy(useView.getState().zoom.fit ? 1 : 'fit', at(event)),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (useView.getState().zoom.fit || event.ctrlKey || event.metaKey || event.altKey) return
      const far = event.shiftKey ? stride * 5 : stride
      const move = {
        ArrowLeft: [far, 0],
        ArrowRight: [-far, 0],
        ArrowUp: [0, far],
        ArrowDown: [0, -far],
      }[event.key]
      if (!move) return
      event.preventDefault()
      panBy(move[0]!, move[1]!)
    },
  }
}
