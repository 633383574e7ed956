/** Orange where a score drops most, as in the files of `reroll score --heat`. */
const hot = [255, 64, 0] as const
const strongest = 0.75

/** RGBA, a pixel a cell: the more a score drops there, the less can be seen through it; rises show nothing. */
export function heatPixels(drops: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const most = Math.max(...drops)
  const pixels = new Uint8ClampedArray(drops.length * 4)
  for (const [i, drop] of drops.entries()) {
    const share = most > 0 ? Math.max(0, drop) / most : 0
    pixels.set([...hot, share * strongest * 255], i * 4)
  }
  return pixels
}
