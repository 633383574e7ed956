export type Size = { width: number; height: number }
/** `scale` is screen pixels per picture pixel; `x`, `y` move the picture's centre from the middle of the frame. */
export type Zoom = { fit: boolean; scale: number; x: number; y: number }

export const fitted: Zoom = { fit: true, scale: 1, x: 0, y: 0 }
export const zoomLimits = { min: 0.05, max: 64 }
export const zoomStops = [0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64]

export const fitScale = (picture: Size, frame: Size): number =>
  Math.min(frame.width / picture.width, frame.height / picture.height) || 1

export const scaleOf = (zoom: Zoom, picture: Size, frame: Size): number =>
  zoom.fit ? fitScale(picture, frame) : zoom.scale

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
