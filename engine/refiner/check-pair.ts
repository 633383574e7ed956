import { StudioError } from '#shared/errors.ts'
import { familyOf } from '../model/families.ts'
import type { ModelFolder } from '../model/folder.ts'
import type { Model } from '../model/open.ts'

/** Errors: `invalid-input` unless the one is Stable Diffusion XL and the other its refiner, of the same latents. */
export function checkPair(base: Pick<Model, 'family' | 'folder'>, refiner: ModelFolder): void {
  if (!base.family.refined)
    throw new StudioError(
      'invalid-input',
      `${base.folder.id} is ${base.family.name}; a refiner goes on with pictures of Stable Diffusion XL alone. Leave it out, or choose another model`,
    )
  const { id, name } = familyOf(refiner)
  if (id !== 'sdxl-refiner')
    throw new StudioError(
      'invalid-input',
      `${refiner.id} is ${name} and no refiner; expected a Stable Diffusion XL refiner, which has the second text encoder alone`,
    )
  const [own, other] = [base.folder.vae.latent_channels, refiner.vae.latent_channels]
  if (own !== other)
    throw new StudioError(
      'invalid-input',
      `${base.folder.id} draws in ${own} channels, its refiner ${refiner.id} in ${other}; expected the same`,
    )
}
