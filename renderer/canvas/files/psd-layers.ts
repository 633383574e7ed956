import { initializeCanvas, type Layer, type Psd, type ReadOptions, readPsd, writePsd } from 'ag-psd'

/** Pixels of four bytes, row after row, not premultiplied. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }
/** Pixels of all layers of a PSD together, read or written: 640 MiB of them. */
export const mostPsdPixels = 160e6

export type PixelLayer = {
  name: string
  left: number
  top: number
  opacity: number
  visible: boolean
  pixels: Pixels
}
/** Why a PSD is not read: too many pixels in its layers together, too many layers, colours that cannot be read, damage. */
export type PsdRefusal = 'huge' | 'many' | 'colours' | 'broken'

// Pixels alone are asked for, so that no window is needed.
initializeCanvas(
  () => {
    throw new Error('nothing is painted here')
  },
  (width, height) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) }) as ImageData,
)

/** Colour modes of the header that hold colours as they are shown: bitmap, grey, indexed, RGB. */
const readable = [0, 1, 2, 3]
const options: ReadOptions = {
  useImageData: true,
  skipThumbnail: true,
  skipLinkedFilesData: true,
  skipCompositeImageData: true,
}

/** Groups dissolve into their layers; what is in a hidden group is hidden, and its opacity is theirs. */
const flat = (layers: readonly Layer[], hidden = false, opacity = 1): Layer[] =>
  layers.flatMap(layer => {
    const own = { hidden: hidden || layer.hidden === true, opacity: opacity * (layer.opacity ?? 1) }
    return layer.children ? flat(layer.children, own.hidden, own.opacity) : [{ ...layer, ...own }]
  })

/** 16 bits and floats of linear light as 8 bits. */
function eightBits(data: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  if (data instanceof Uint16Array) return Uint8ClampedArray.from(data, value => value / 257)
  if (data instanceof Float32Array)
    return Uint8ClampedArray.from(data, (value, i) => 255 * (i % 4 === 3 ? value : shown(value)))
  return Uint8ClampedArray.from(data)
}
/** Of IEC 61966-2-1 (sRGB). */
const shown = (linear: number) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055)

const area = ({ left = 0, top = 0, right = 0, bottom = 0 }: Layer) =>
  Math.max(0, right - left) * Math.max(0, bottom - top)

/**
 * The layers of a PSD that hold pixels, the lowest first, or the flat picture of one without layers. What they come to is
 * counted from their bounds before any is unpacked.
 */
export function readPsdLayers(
  bytes: ArrayBuffer,
  limits: { pixels: number; layers: number },
): PixelLayer[] | PsdRefusal {
  try {
    const head = new DataView(bytes)
    if (!readable.includes(head.getUint16(24))) return 'colours'
    if (head.getUint32(14) * head.getUint32(18) > limits.pixels) return 'huge'
    const bounds = flat(readPsd(bytes, { ...options, skipLayerImageData: true }).children ?? []).map(area)
    if (bounds.filter(pixels => pixels > 0).length > limits.layers) return 'many'
    if (bounds.reduce((sum, pixels) => sum + pixels, 0) > limits.pixels) return 'huge'
    const flatPicture = { skipLayerImageData: true, skipCompositeImageData: false }
    return layersIn(readPsd(bytes, { ...options, ...(!bounds.some(pixels => pixels > 0) && flatPicture) }))
  } catch {
    return 'broken'
  }
}

function layersIn({ children, imageData }: Psd): PixelLayer[] {
  const layers = imageData ? [{ imageData } as Layer] : flat(children ?? [])
  return layers.flatMap(({ name = '', left = 0, top = 0, opacity = 1, hidden = false, imageData }) => {
    if (!imageData?.width || !imageData.height) return []
    const { width, height } = imageData
    const pixels = { width, height, data: eightBits(imageData.data) }
    return [{ name, left, top, opacity, visible: !hidden, pixels }]
  })
}

/** A PSD of these layers, the lowest first, with the picture that they come to for programs that read no layers. */
export function writePsdLayers(layers: readonly PixelLayer[], whole: Pixels): Uint8Array<ArrayBuffer> {
  const { width, height } = whole
  const children = layers.map(({ pixels, visible, ...said }) => ({
    ...said,
    hidden: !visible,
    imageData: pixels as ImageData,
  }))
  return new Uint8Array(writePsd({ width, height, children, imageData: whole as ImageData }))
}
