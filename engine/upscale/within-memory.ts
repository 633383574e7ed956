import { StudioError } from '#shared/errors.ts'
import type { Picture } from '../pipeline/decode.ts'
import type { Upscaler } from './open.ts'
import { tileLimits, type UpscaleOptions, upscale, usualTile } from './upscale.ts'

const ranOut = (error: unknown) => error instanceof StudioError && error.code === 'out-of-memory'

/** As `upscale`; where memory runs out, once more in tiles of half the side, as long as they are not too small. */
export async function upscaleWithinMemory(
  upscaler: Upscaler,
  picture: Picture,
  options: UpscaleOptions,
): Promise<Picture> {
  for (let tile = options.tile ?? usualTile; ; tile = Math.floor(tile / 2))
    try {
      return await upscale(upscaler, picture, { ...options, tile })
    } catch (error) {
      if (!ranOut(error) || upscaler.only || tile / 2 < tileLimits.min) throw error
    }
}
