import type { Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import type { Model } from '../model/open.ts'
import { encodeToLatent } from '../pipeline/encode-picture.ts'
import type { LatentDims } from '../pipeline/text-to-image.ts'
import type { Latent } from '../sampling/sampler.ts'
import type { Assets } from './assets.ts'
import type { Hold } from './hold.ts'
import { remembered } from './remembered.ts'
import { type StartPlan, startPlan } from './start-plan.ts'

/** What images to begin from do to a walk. */
export type WalkStart = {
  /** The first step in which any cell is free, from 1; one more than the steps where none ever is. */
  first: number
  /** The image that is in force in a step, and the cells of it that are held there; null where there is no image. */
  holdAt: (step: number) => Hold | null
}

export const fromNoise: WalkStart = { first: 1, holdAt: () => null }

type Context = { model: Model; settings: Settings; assets: Assets; dims: LatentDims }

/** The plan of the image that is in force in a step; null where there is none. */
export function planAt({ model, settings, assets }: Omit<Context, 'dims'>, step: number): StartPlan | null {
  const { start } = settingsAt(settings, step).conditions
  const { latentScale } = model.rule
  return start && startPlan(start, { assets, settings, latentScale, masksItself: model.inpaints })
}

/**
 * A cell that is free in the last f of n steps is held in step k while k <= n - f: what the model predicts there is
 * replaced by the image's own latent (differential diffusion, arXiv:2306.00950; for one f everywhere SDEdit,
 * arXiv:2108.01073). Errors: those of `startPlan` and `encodeToLatent`; an image of which nothing is kept is not encoded.
 */
export async function startOfWalk(context: Context): Promise<WalkStart> {
  const { settings } = context
  const { steps } = settings
  const plans = Array.from({ length: steps }, (_, i) => planAt(context, i + 1))
  if (plans.every(plan => plan === null)) return fromNoise
  const isFree = (plan: StartPlan | null, step: number) =>
    plan === null || plan.free.some(free => step > steps - free)
  const begins = plans.findIndex((plan, i) => isFree(plan, i + 1))
  const first = begins < 0 ? steps + 1 : begins + 1
  const latents = new Map<StartPlan, Latent>()
  for (const plan of new Set(plans))
    if (plan?.free.some(free => free < steps)) latents.set(plan, await encoded(context, plan))
  const holds = plans.map((plan, i) => {
    const latent = plan && latents.get(plan)
    return latent ? { latent, cells: Uint8Array.from(plan.free, free => (i < steps - free ? 1 : 0)) } : null
  })
  return { first, holdAt: step => holds[step - 1] ?? null }
}

/** The latent of a plan's picture; the last few of a model are kept, since a drawing is drawn again and again. */
const encoded = ({ model, dims }: Context, { key, picture }: StartPlan): Promise<Latent> =>
  remembered(model, key, () => encodeToLatent(model, picture, dims))
