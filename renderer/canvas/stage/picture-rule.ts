import type { PictureRule } from '#shared/canvas/edits/picture-sizes.ts'
import { useDesk } from '../../stores/desk.ts'
import { modelById } from '../../stores/models.ts'

const plainRule: PictureRule = { multiple: 64, native: { width: 512, height: 512 } }

/** The sizes that the pictures of the model on the desk may have. */
export function pictureRule(): PictureRule {
  const model = modelById(useDesk.getState().model)
  return model ? { multiple: model.multiple, native: model.native } : plainRule
}
