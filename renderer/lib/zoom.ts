export type Size = { width: number; height: number }
/** `scale` is screen pixels per picture pixel; `x`, `y` move the picture's centre from the middle of the frame. */
export type Zoom = { fit: boolean; scale: number; x: number; y: number }

export const fitted: Zoom = { fit: true, scale: 1, x: 0, y: 0 }
const zoomLimits = { min: 0.05, max: 64 }
const zoomStops = [0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64]

export const fitScale = (picture: Size, frame: Size): number =>
  Math.min(frame.width / picture.width, frame.height / picture.height) || 1

export const scaleOf = (zoom: Zoom, picture: Size, frame: Size): number =>
  zoom.fit ? fitScale(picture, frame) : zoom.scale

/** From the frame's upper left corner, in screen pixels. */
export type Box = { left: number; top: number; width: number; height: number }

/** Where the picture lies; parts of it may be beyond the frame. */
export function placeOf(zoom: Zoom, picture: Size, frame: Size): Box {
  const scale = scaleOf(zoom, picture, frame)
  const [width, height] = [picture.width * scale, picture.height * scale]
  const { x, y } = zoom.fit ? fitted : zoom
  return { left: (frame.width - width) / 2 + x, top: (frame.height - height) / 2 + y, width, height }
}

/** The part of a box that lies within the frame. */
export function inSight({ left, top, width, height }: Box, frame: Size): Box {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return {
    left: x,
    top: y,
    width: Math.min(frame.width, left + width) - x,
    height: Math.min(frame.height, top + height) - y,
  }
}

/** At least a strip of the picture stays in sight; what is smaller than the frame stays in its middle. */
export function clampPan(zoom: Zoom, picture: Size, frame: Size): Zoom {
  const reach = (side: number, room: number) => Math.max(0, (side * zoom.scale - room) / 2)
  const [x, y] = [reach(picture.width, frame.width), reach(picture.height, frame.height)]
  return { ...zoom, x: Math.min(x, Math.max(-x, zoom.x)), y: Math.min(y, Math.max(-y, zoom.y)) }
}

/** To a scale, holding still the point `at` (from the middle of the frame). */
export function zoomTo(zoom: Zoom, scale: number, picture: Size, frame: Size, at = { x: 0, y: 0 }): Zoom {
  const before = scaleOf(zoom, picture, frame)
  const after = Math.min(zoomLimits.max, Math.max(zoomLimits.min, scale))
  const from = zoom.fit ? { x: 0, y: 0 } : zoom
  const move = (origin: number, point: number) => point - ((point - origin) / before) * after
  return clampPan({ fit: false, scale: after, x: move(from.x, at.x), y: move(from.y, at.y) }, picture, frame)
}

/** The next round number in a direction. */
export const nextStop = (scale: number, direction: 1 | -1): number =>
  direction > 0
    ? (zoomStops.find(stop => stop > scale * 1.01) ?? zoomLimits.max)
    : (zoomStops.findLast(stop => stop < scale * 0.99) ?? zoomLimits.min)
