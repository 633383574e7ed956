import type { Settings } from '#shared/generation.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import type { LatentDims } from '../pipeline/text-to-image.ts'
import type { Prediction } from '../pipeline/walk.ts'

/** Under what a way was walked: the same again gives the same bits. */
export type Circumstances = Pick<PictureRecord, 'model' | 'device' | 'versions'> & {
  settings: Settings
  dims: LatentDims
  threads: number
}

/**
 * The way of a picture from noise: every prediction of the model, in order. x itself is not kept, since the walk comes
 * through the same places when it is given the same predictions.
 */
export type Trajectory = Circumstances & { predictions: readonly Prediction[] }
