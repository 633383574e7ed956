import type { Model } from '../model/open.ts'
import type { Latent } from '../sampling/sampler.ts'

const kept = 8
const known = new WeakMap<Model['towers'], Map<string, Promise<Latent>>>()

/** What a model made of an image before, under the same key, else what `make` gives; nobody may write into it. */
export function remembered({ towers }: Model, key: string, make: () => Promise<Latent>): Promise<Latent> {
  const latents = known.get(towers) ?? new Map<string, Promise<Latent>>()
  known.set(towers, latents)
  const latent = latents.get(key) ?? make()
  latents.delete(key)
  latents.set(key, latent)
  latent.catch(() => latents.delete(key))
  if (latents.size > kept) latents.delete(latents.keys().next().value!)
  return latent
}
