import { type RefObject, useEffect, useRef } from 'react'
import { currentScale, panBy, zoomBy } from '../stores/stage-frame.ts'
import { useView } from '../stores/view.ts'

const stride = 60

/** Wheel or pinch to zoom at the pointer, two fingers or a drag to move, double click between fit and 100 %. */
export function usePanAndZoom(frame: RefObject<HTMLElement | null>) {
  const held = useRef(false)
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
      if (useView.getState().zoom.fit || event.button > 1) return
      held.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (held.current) panBy(event.movementX, event.movementY)
    },
    onPointerUp: () => {
      held.current = false
    },
    onPointerCancel: () => {
      held.current = false
    },
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
