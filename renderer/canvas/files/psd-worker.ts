import { type Layer, readPsd } from 'ag-psd'
import type { PsdLayer } from './psd-messages.ts'

self.onmessage = async ({ data }: MessageEvent<{ bytes: ArrayBuffer; mostPixels: number }>) => {
  try {
    // Bytes 14 to 22 of the header are height and width.
    const head = new DataView(data.bytes)
    if (head.getUint32(14) * head.getUint32(18) > data.mostPixels) return self.postMessage('huge')
    const psd = readPsd(data.bytes, {
      useImageData: true,
      skipThumbnail: true,
      skipLinkedFilesData: true,
      skipCompositeImageData: true,
    })
    const layers: PsdLayer[] = []
    for (const layer of flat(psd.children ?? [])) {
      const { imageData, name = '', left = 0, top = 0, opacity = 1, hidden = false } = layer
      if (!imageData) continue
      const pixels = new ImageData(
        new Uint8ClampedArray(imageData.data) as Uint8ClampedArray<ArrayBuffer>,
        imageData.width,
        imageData.height,
      )
      const bitmap = await createImageBitmap(pixels)
      layers.push({ name, left, top, opacity, visible: !hidden, bitmap })
    }
    self.postMessage(layers, { transfer: layers.map(({ bitmap }) => bitmap) })
  } catch {
    self.postMessage('broken')
  }
}

/** Groups dissolve into their layers; what is in a hidden group is hidden. */
const flat = (layers: readonly Layer[], hidden = false): Layer[] =>
  layers.flatMap(layer =>
    layer.children
      ? flat(layer.children, hidden || layer.hidden === true)
      : [{ ...layer, hidden: hidden || layer.hidden === true }],
  )
