import { type Conditions, ownControl, ownSketch } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import type { Model } from '../model/open.ts'

/** Inputs of the denoiser's own that read a map. */
const own = { [ownSketch]: 'sketch', [ownControl]: 'controlnet_cond' } as const

/** Errors: `invalid-input` for a map that nothing of the model reads. */
export function checkControls(model: Pick<Model, 'folder' | 'ports'>, { controls }: Conditions): void {
  for (const { net } of controls) {
    if (net in own ? model.ports[own[net as keyof typeof own]] : model.folder.controlNets[net]) continue
    throw new StudioError(
      'invalid-input',
      net === ownSketch
        ? `${model.folder.id} reads no sketches of its own; begin from a coloured sketch instead, or choose a model that does`
        : `${model.folder.id} has no ControlNet called ${net}; it would lie in controlnet/${net} within the model's folder. Take the map away, or choose a model that has it`,
    )
  }
}
