import { directionsOf } from '#engine/knobs/directions.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { textToImage } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { type Generation, generation } from '#shared/generation.ts'
import type { Direction } from '#shared/steer.ts'
import type { Pixels } from './measure-picture.ts'
import { pictureBook } from './picture.ts'

/** Another folder than the shipped model's, when REROLL_BENCH_MODEL names one. */
export const openBook = (): Promise<Model> =>
  openModel(process.env.REROLL_BENCH_MODEL ?? pictureBook, { device: 'cpu' })

export type Wish = Partial<Generation> & { prompt: string }
export const never = new AbortController().signal

export const settingsFor = (model: Model, wish: Wish) =>
  resolveSettings(generation.parse({ seed: 1, ...wish }), model.defaults)

/** One finished picture. */
export async function paint(
  model: Model,
  wish: Wish,
  directions: Record<string, Direction> = {},
): Promise<Pixels> {
  const [picture] = await textToImage({
    model,
    settings: settingsFor(model, wish),
    batch: 1,
    signal: never,
    directions: directionsOf(directions),
    onStage: () => {},
    onStep: () => {},
  })
  return picture!
}
