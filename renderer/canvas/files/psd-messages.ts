import type { PixelLayer, PsdRefusal } from './psd-layers.ts'

export type PsdQuestion = { bytes: ArrayBuffer; limits: { pixels: number; layers: number } }
/** From the lowest to the highest. */
export type PsdLayers = (Omit<PixelLayer, 'pixels'> & { bitmap: ImageBitmap })[]
export type PsdAnswer = PsdLayers | PsdRefusal
