import { type Prediction, type WalkStep, walk } from '#engine/pipeline/walk.ts'
import { samplerNoise, startNoise } from '#engine/random/start-noise.ts'
import type { NoiseLevels } from '#engine/sampling/noise-levels.ts'
import type { Latent } from '#engine/sampling/sampler.ts'
import { schedules } from '#engine/sampling/schedules.ts'
import type { Trajectory } from '#engine/trajectory/trajectory.ts'
import { generation, type Settings } from '#shared/generation.ts'
import { settingsAt } from '#shared/moments.ts'
import { actsIn } from '#shared/steer.ts'

export const dims = [2, 4, 4] as const
export const steps = 7

export const settingsOf = (more: Partial<Settings> = {}): Settings =>
  generation.parse({
    prompt: 'a red bird',
    seed: 7,
    steps,
    guidance: 3,
    sampler: 'euler',
    schedule: 'normal',
    width: 32,
    height: 32,
    ...more,
  }) as Settings

export type Walked = {
  latent: Latent
  /** What each step began with and predicted. */
  steps: WalkStep[]
  /** As a file would keep it. */
  way: Trajectory
  /** How often the model was asked. */
  asked: number
}

/** The walk with a model made up of arithmetic, which hears everything that a step's settings say. */
export async function walked(
  settings: Settings,
  levels: NoiseLevels,
  replay: readonly Latent[] = [],
): Promise<Walked> {
  const noise = samplerNoise(dims[0] * dims[1] * dims[2])
  const predictions: Prediction[] = []
  const told: WalkStep[] = []
  let asked = 0
  const latent = await walk({
    settings,
    levels,
    sigmas: schedules[settings.schedule].sigmas(levels, settings.steps),
    denoiserAt: step => async (x, sigma) => {
      asked++
      const { prompt, guidance, knobs } = settingsAt(settings, step)
      const pull = prompt.length / 50 + Number(knobs.size ?? 0)
      return x.map((value, i) => Math.tanh(value / (1 + sigma) + guidance / 20) + pull * Math.sin(i + sigma))
    },
    startAt: step => startNoise(settingsAt(settings, step), dims),
    noiseAt: (step, n) => noise(settingsAt(settings, step), n),
    editAt: step => {
      const acting = settingsAt(settings, step).steer.filter(knob => actsIn(knob, step, settings.steps))
      return acting.length ? (_, x) => x.map((value, i) => value + acting[0]!.amount * Math.cos(i)) : null
    },
    onStep: ({ x, denoised, ...at }) => {
      told.push({ ...at, x: x.slice(), denoised: denoised.slice() })
    },
    onPrediction: prediction => void predictions.push(prediction),
    replay,
  })
  const way: Trajectory = {
    settings,
    model: { id: 'arithmetic', hash: 'f'.repeat(64) },
    device: 'cpu',
    versions: { reroll: '1', onnxruntime: '1' },
    dims,
    threads: 2,
    predictions,
  }
  return { latent, steps: told, way, asked }
}
