import { pillowResize } from '../pillow-resize.ts'
import type { Picture } from '../pipeline/decode.ts'
import { type Tensor, tensor } from '../tensor.ts'
import { type Preparation, preparedSize } from './preparation.ts'

/** [pictures, 3, height, width]: resized, cropped and normalised as transformers' image processors do it. */
export function prepare(pictures: readonly Picture[], preparation: Preparation, type = 'float32'): Tensor {
  const { width, height } = preparedSize(preparation)!
  const area = width * height
  const values = new Float32Array(pictures.length * 3 * area)
  for (const [i, picture] of pictures.entries()) {
    const { rgb } = cropped(resized(picture, preparation), preparation)
    for (let c = 0; c < 3; c++) {
      const scale = preparation.factor / preparation.std[c]!
      const shift = preparation.mean[c]! / preparation.std[c]!
      const plane = (i * 3 + c) * area
      for (let p = 0; p < area; p++) values[plane + p] = rgb[p * 3 + c]! * scale - shift
    }
  }
  return tensor(type, values, [pictures.length, 3, height, width])
}

function resized(picture: Picture, { resize, filter }: Preparation): Picture {
  if (!resize) return picture
  const { width, height } = resize.kind === 'exact' ? resize : byShortest(picture, resize.side)
  return pillowResize(picture, width, height, filter)
}

/** The longer side is cut to whole pixels, not rounded. */
function byShortest({ width, height }: Picture, side: number) {
  const short = Math.min(width, height)
  const to = (from: number) => (from === short ? side : Math.trunc((side * from) / short))
  return { width: to(width), height: to(height) }
}

function cropped(picture: Picture, { crop }: Preparation): Picture {
  if (!crop || (crop.width === picture.width && crop.height === picture.height)) return picture
  const { width, height, half } = crop
  const left = offset(picture.width, width, half)
  const top = offset(picture.height, height, half)
  const rgb = new Uint8Array(width * height * 3)
  const [from, to] = [Math.max(0, left), Math.min(picture.width, left + width)]
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
    const row = y * picture.width
    rgb.set(picture.rgb.subarray((row + from) * 3, (row + to) * 3), ((y - top) * width + from - left) * 3)
  }
  return { width, height, rgb }
}

/** Where a crop begins along one side; less than 0 where the picture is smaller. */
function offset(from: number, to: number, half: 'down' | 'even'): number {
  const middle = (from - to) / 2
  if (half === 'down' || Number.isInteger(middle)) return Math.floor(middle)
  return 2 * Math.round(middle / 2)
}
