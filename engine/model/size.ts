import { StudioError } from '#shared/errors.ts'
import { familyOf } from './families.ts'
import type { ModelFolder } from './folder.ts'

export type SizeRule = {
  /** Pixels per latent cell. */
  latentScale: number
  /** [height, width] that the model was trained at. */
  native: [number, number]
  /** Both sides must be a multiple of this. */
  multiple: number
  /** The only size that the exported graph accepts, when it was frozen to one. */
  only: [number, number] | null
}

const pair = (size: number | number[]): [number, number] =>
  typeof size === 'number' ? [size, size] : [size[0]!, size[1] ?? size[0]!]

/**
 * Which sizes a model can draw.
 * `latentDims` are the last two dims of the denoiser's `sample` input as the graph declares them.
 */
export function sizeRule(model: ModelFolder, latentDims: readonly (number | string)[]): SizeRule {
  const { unet, vae, studio } = model
  const decoded = 2 ** ((vae.block_out_channels?.length ?? 4) - 1)
  const cells = pair(unet.sample_size ?? familyOf(model).side / decoded)
  const latentScale = studio ? studio.size.native[0] / cells[0] : decoded
  const native: [number, number] = studio?.size.native ?? [cells[0] * latentScale, cells[1] * latentScale]
  const [h, w] = latentDims
  const only: [number, number] | null =
    typeof h === 'number' && typeof w === 'number' ? [h * latentScale, w * latentScale] : null
  // Each level of the U-Net but the last halves the latent, and the skips must meet again on the way up.
  const multiple = studio?.size.multiple ?? latentScale * 2 ** ((unet.block_out_channels?.length ?? 4) - 1)
  return { latentScale, native, multiple, only }
}

/** Errors: `invalid-input` with the sizes on offer when the model cannot draw `height` x `width` pixels. */
export function checkSize(width: number, height: number, { multiple, only }: SizeRule): void {
  if (only && (only[0] !== height || only[1] !== width))
    throw new StudioError(
      'invalid-input',
      `This model draws only ${only[1]}x${only[0]} pixels, not ${width}x${height}`,
    )
  if (width % multiple === 0 && height % multiple === 0) return
  const fit = (side: number) => Math.max(multiple, Math.round(side / multiple) * multiple)
  throw new StudioError(
    'invalid-input',
    `Size ${width}x${height} does not fit this model: both sides must be a multiple of ${multiple}. Nearest: ${fit(width)}x${fit(height)}`,
  )
}
