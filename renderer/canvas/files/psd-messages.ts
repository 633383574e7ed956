export type PsdLayer = {
  name: string
  left: number
  top: number
  opacity: number
  visible: boolean
  bitmap: ImageBitmap
}
/** From the lowest to the highest. */
export type PsdLayers = PsdLayer[]
