import { setImmediate as turn } from 'node:timers/promises'
import type { output } from 'zod'
import type { Context } from '#shared/contract.ts'
import type { ChangeCurve, EngineContract, FrameEvent } from '#shared/engine-contract.ts'
import { shrinkTo } from '../area-average.ts'
import { assetsOf } from '../conditions/assets.ts'
import { directionsOf } from '../knobs/directions.ts'
import { lorasTold } from '../loras/told.ts'
import type { Model } from '../model/open.ts'
import type { Opened } from '../model-keeper.ts'
import { sampleLatents, sigmasOf, withStart } from '../pipeline/text-to-image.ts'
import { encodePlain } from '../png/picture-file.ts'
import { previewPicture } from '../preview.ts'
import { promptTools } from '../prompt/prompt-files.ts'
import { refinerTold } from '../refiner/refiner-told.ts'
import type { OpenRefiner } from '../refiner/with-refiner.ts'
import type { Latent } from '../sampling/sampler.ts'
import { resolveSettings } from '../settings.ts'
import { changeCurve } from './change-curve.ts'
import { leadingPredictions } from './leading.ts'
import { readTrajectory } from './trajectory-file.ts'
import { circumstancesOf } from './ways.ts'

export type FramesRequest = Omit<output<EngineContract['time.frames']['input']>, 'loras' | 'refiner'>
export type FramesResult = { curve: ChangeCurve; sigmas: number[]; kept: boolean }

/**
 * A picture's way, frame by frame, one per drawn step in order, each told as soon as it is decoded. What a kept way holds is
 * not asked of the model again; `kept` says whether that was everything. A way that cannot be read is drawn again.
 * `sigmas` are those of the steps and the last 0. Errors: `cancelled` within a frame of the signal.
 */
export async function frames(
  { generation, directions, assets, promptFiles, trajectory, what, side }: FramesRequest,
  { signal, emit }: Context<FrameEvent>,
  opened: Opened & { refiner: OpenRefiner | null },
): Promise<FramesResult> {
  const { model, refiner } = opened
  const { expand, embeddings } = await promptTools(promptFiles, model)
  const laid = lorasTold(resolveSettings(generation, model.defaults), model.loras)
  const { settings } = expand(refinerTold(laid, refiner).settings)
  const made = circumstancesOf(opened, settings)
  const way = trajectory ? await readTrajectory(trajectory).catch(() => null) : null
  const replay = way ? leadingPredictions(way, made) : []
  const at = { model, settings, assets: assetsOf(assets) }
  const predicted: Latent[] = []
  let predictions = 0
  if (refiner?.short) model.economy.staged = true
  await sampleLatents({
    ...at,
    refiner: refiner?.model,
    embeddings,
    batch: 1,
    signal,
    directions: directionsOf(directions),
    replay,
    onStage: () => {},
    onPrediction: () => void predictions++,
    onStep: async ({ step, of, sigma, denoised, noisy, dims }) => {
      await turn()
      signal.throwIfAborted()
      // Steps that an image to begin from passes over change nothing.
      do predicted.push(denoised(0).slice())
      while (predicted.length < step)
      const latent = what === 'x0' ? denoised(0) : toPicture(model, noisy(0), sigma)
      const quick = await previewPicture(model, latent, dims, side)
      const picture = what === 'x0' ? shrinkTo(withStart(at, quick), side) : quick
      emit({
        kind: 'frame',
        step,
        of,
        sigma,
        png: encodePlain(picture),
      })
    },
  })
  return {
    curve: changeCurve(predicted, made.dims),
    sigmas: sigmasOf(model, settings),
    kept: predictions === replay.length,
  }
}

/** A noisy latent at the strength that the decoder knows, whatever its noise. */
export const toPicture = (model: Model, x: Latent, sigma: number): Latent => {
  const scale = model.levels.inputScale(sigma)
  return x.map(value => value * scale)
}
