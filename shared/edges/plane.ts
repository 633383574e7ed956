/** One channel of a picture, row after row; 0 black, 1 white. */
export type Plane = { width: number; height: number; data: Float32Array }

export type Rgba = { width: number; height: number; data: Uint8Array | Uint8ClampedArray }

const blank = ({ width, height }: Rgba): Plane => ({
  width,
  height,
  data: new Float32Array(width * height),
})

/** Luma (ITU-R BT.601) of a picture laid on white paper. */
export function luma(picture: Rgba): Plane {
  const plane = blank(picture)
  const { data } = picture
  for (let i = 0, p = 0; i < plane.data.length; i++, p += 4) {
    const paper = 255 - data[p + 3]!
    const ink = data[p + 3]! / 255
    plane.data[i] = ((0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!) * ink + paper) / 255
  }
  return plane
}

/** Red, green and blue of a picture laid on white paper; one plane where it has no colours. */
export function planesOf(picture: Rgba): Plane[] {
  const { data } = picture
  const grey = isGrey(data)
  return (grey ? [0] : [0, 1, 2]).map(channel => {
    const plane = blank(picture)
    for (let i = 0, p = 0; i < plane.data.length; i++, p += 4) {
      const alpha = data[p + 3]!
      plane.data[i] = (data[p + channel]! * alpha) / 65025 + (255 - alpha) / 255
    }
    return plane
  })
}

function isGrey(data: Rgba['data']): boolean {
  for (let p = 0; p < data.length; p += 4)
    if (data[p + 3] && (data[p] !== data[p + 1] || data[p] !== data[p + 2])) return false
  return true
}
