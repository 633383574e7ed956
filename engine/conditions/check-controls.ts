import { type Conditions, ownSketch } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import type { Model } from '../model/open.ts'

/** Errors: `invalid-input` for a map that nothing of the model reads. */
export function checkControls(model: Pick<Model, 'folder' | 'ports'>, { controls }: Conditions): void {
  for (const { net } of controls) {
    if (net === ownSketch ? model.ports.sketch : model.folder.controlNets[net]) continue
    throw new StudioError(
      'invalid-input',
      net === ownSketch
        ? `${model.folder.id} reads no sketches of its own; begin from a coloured sketch instead, or choose a model that does`
        : `${model.folder.id} has no ControlNet called ${net}; it would lie in controlnet/${net} within the model's folder. Take the map away, or choose a model that has it`,
    )
  }
}
