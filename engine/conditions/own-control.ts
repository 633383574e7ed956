import { type Control, ownControl } from '#shared/conditions.ts'
import type { Assets } from './assets.ts'
import { rgbPlanes } from './rgb-planes.ts'

/** A map for a U-Net that holds its ControlNet within: red, green, blue, 0..1, [3, height, width]. */
export type OwnControl = { planes: Float32Array; weight: number }

/** The last of the maps that are meant for it; null for none. Errors: those of `Assets`. */
export function ownControlOf(
  controls: readonly Control[],
  assets: Assets,
  { width, height }: { width: number; height: number },
): OwnControl | null {
  const told = controls.filter(({ net, weight }) => net === ownControl && weight > 0).at(-1)
  return told ? { planes: rgbPlanes(assets.rgba(told.map), width, height), weight: told.weight } : null
}
