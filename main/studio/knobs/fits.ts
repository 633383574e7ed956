import type { ModelFolder } from '#engine/model/folder.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'

/** The family that knob files name: studio.json's, else the pipeline's class. */
export const familyOf = ({ studio, className }: ModelFolder): string => studio?.family ?? className

/**
 * Why a knob cannot be used with a model, in one sentence; null when it can. Words and analytic knobs fit every model;
 * a direction fits its own family, and its channels must be those of the model.
 */
export function misfit({ family, knob }: KnobFile, model: ModelFolder): string | null {
  if (knob.kind !== 'direction') return null
  if (family !== familyOf(model))
    return `This knob was made for models of the family ${family}; ${model.id} is of the family ${familyOf(model)}`
  const wanted = knob.space === 'x0' ? model.unet.in_channels : middleChannels(model)
  if (wanted === undefined || wanted === knob.dims[0]) return null
  const where = knob.space === 'x0' ? 'the latent' : 'the middle of the U-Net'
  return `This knob has ${knob.dims[0]} channels; ${where} of ${model.id} has ${wanted}`
}

const middleChannels = ({ studio, unet }: ModelFolder): number | undefined =>
  studio?.hidden?.shape[0] ?? unet.block_out_channels?.at(-1)
