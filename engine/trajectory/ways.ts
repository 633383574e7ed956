import type { GenerateRequest } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { Settings } from '#shared/generation.ts'
import { version } from '#shared/version.ts'
import { claim } from '../files/claim.ts'
import type { Opened } from '../model-keeper.ts'
import { latentDims } from '../pipeline/text-to-image.ts'
import type { Prediction } from '../pipeline/walk.ts'
import { runtimeVersion } from '../runtime.ts'
import type { Latent } from '../sampling/sampler.ts'
import { firstDifference, leadingPredictions, obstacleTo } from './leading.ts'
import type { Circumstances, Trajectory } from './trajectory.ts'
import { encodeTrajectory, readTrajectory } from './trajectory-file.ts'

/** Under what a picture of these settings is drawn now. */
export const circumstancesOf = ({ model, hash }: Opened, settings: Settings): Circumstances => ({
  settings,
  model: { id: model.folder.id, hash: hash.hash },
  device: model.device.id,
  versions: { reroll: version, onnxruntime: runtimeVersion },
  dims: latentDims(model, settings),
  threads: model.threads,
})

export type Way = {
  /** What need not be asked of the model again. */
  replay: readonly Latent[]
  /** So many steps pass without the model being asked. */
  known: number
  onPrediction: ((prediction: Prediction) => void) | undefined
  /** Writes what was recorded, where it was asked for. A way that cannot be kept is told and costs the picture nothing. */
  keep(): Promise<void>
}

type Asked = Pick<GenerateRequest, 'trajectories' | 'replay' | 'files' | 'batchSize'>

/** Errors: `invalid-input` for a request whose pictures are drawn several in a pass, or that names too few files. */
export function checkWays({ trajectories, replay, files, batchSize }: Asked): void {
  if ((trajectories || replay) && batchSize > 1)
    throw new StudioError(
      'invalid-input',
      'The way of a picture is kept, or taken from a file, only when pictures are drawn one at a time; use a batch size of 1',
    )
  if (trajectories && trajectories.length !== files.length)
    throw new StudioError(
      'invalid-input',
      `${files.length} pictures need ${files.length} files for their ways, not ${trajectories.length}`,
    )
}

/** What the pictures of a request take from a kept way, and where their own are kept. `warn` is told a sentence. */
export async function waysOf(
  { trajectories, replay }: Asked,
  opened: Opened,
  warn: (sentence: string) => void,
): Promise<(settings: Settings, picture: number) => Way> {
  const unused = (why: string) => warn(`The kept way could not be used: ${why}. All steps are drawn`)
  const kept = replay ? await kindly(readTrajectory(replay), unused) : null
  return (settings, picture) => {
    const made = circumstancesOf(opened, settings)
    const obstacle = kept && obstacleTo(kept, made)
    if (obstacle) unused(obstacle)
    const file = trajectories?.[picture]
    const predictions: Prediction[] = []
    return {
      replay: kept && !obstacle ? leadingPredictions(kept, made) : [],
      known: kept && !obstacle ? firstDifference(kept.settings, settings) - 1 : 0,
      onPrediction: file ? prediction => void predictions.push(prediction) : undefined,
      keep: async () => {
        if (file)
          await kindly(write(file, { ...made, predictions }), why =>
            warn(`The way of this picture was not kept: ${why}`),
          )
      },
    }
  }
}

const kindly = <T>(work: Promise<T>, told: (why: string) => void): Promise<T | null> =>
  work.catch(error => {
    told((error as Error).message)
    return null
  })

async function write(file: string, way: Trajectory): Promise<void> {
  const claimed = await claim(file)
  try {
    await claimed.commit(encodeTrajectory(way))
  } finally {
    await claimed.giveUp()
  }
}
