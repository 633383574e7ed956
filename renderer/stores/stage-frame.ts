import { clampPan, fitted, type Size, scaleOf, type Zoom, zoomTo } from '../lib/zoom.ts'
import { setView, useView } from './view.ts'

/** The picture on the stage and the room it has; what zooming needs to know. */
let picture: Size = { width: 1, height: 1 }
let frame: Size = { width: 1, height: 1 }

export const setFrame = (nextPicture: Size, nextFrame: Size): void => {
  picture = nextPicture
  frame = nextFrame
}

export const currentScale = (): number => scaleOf(useView.getState().zoom, picture, frame)

export const zoomBy = (scale: number | 'fit', at?: { x: number; y: number }): void =>
  setView(({ zoom }) => ({ zoom: scale === 'fit' ? fitted : zoomTo(zoom, scale, picture, frame, at) }))

export const panBy = (dx: number, dy: number): void =>
  setView(({ zoom }: { zoom: Zoom }) =>
    zoom.fit ? {} : { zoom: clampPan({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, picture, frame) },
  )
