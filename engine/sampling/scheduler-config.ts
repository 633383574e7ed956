import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'

const predictionTypes = ['epsilon', 'v_prediction', 'sample', 'flow_prediction'] as const
export type PredictionType = (typeof predictionTypes)[number]

const timestepSpacings = ['leading', 'trailing', 'linspace'] as const
export type TimestepSpacing = (typeof timestepSpacings)[number]

const betaSchedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const

type Defaults = {
  timestep_spacing?: TimestepSpacing
  beta?: 'stable diffusion' | 'stable diffusion, linear'
  clip_sample?: boolean
  set_alpha_to_one?: boolean
  distilled?: boolean
  flow?: boolean
}

/** The classes that we can read, with those defaults of each that are not everybody's. */
const classes: Record<string, Defaults> = {
  DDIMScheduler: { timestep_spacing: 'leading', clip_sample: true },
  DDPMScheduler: { timestep_spacing: 'leading', clip_sample: true },
  PNDMScheduler: { timestep_spacing: 'leading', set_alpha_to_one: false },
  LCMScheduler: { timestep_spacing: 'leading', beta: 'stable diffusion', distilled: true },
  TCDScheduler: { timestep_spacing: 'leading', beta: 'stable diffusion', distilled: true },
  EulerDiscreteScheduler: {},
  EulerAncestralDiscreteScheduler: {},
  HeunDiscreteScheduler: { beta: 'stable diffusion, linear' },
  KDPM2DiscreteScheduler: { beta: 'stable diffusion, linear' },
  KDPM2AncestralDiscreteScheduler: { beta: 'stable diffusion, linear' },
  LMSDiscreteScheduler: {},
  DPMSolverMultistepScheduler: {},
  DPMSolverSinglestepScheduler: {},
  DPMSolverSDEScheduler: { beta: 'stable diffusion, linear' },
  DEISMultistepScheduler: {},
  UniPCMultistepScheduler: {},
  FlowMatchEulerDiscreteScheduler: { flow: true },
  FlowMatchHeunDiscreteScheduler: { flow: true },
  FlowMatchLCMScheduler: { flow: true },
}

const positive = z.number().positive()
const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false)
/** An option whose explicit null means that it is not set. */
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform(value => value ?? undefined)

const file = z.object({
  _class_name: z.string(),
  num_train_timesteps: z.int().min(1).default(1000),
  beta_start: optional(positive),
  beta_end: optional(positive),
  beta_schedule: optional(z.enum(betaSchedules)),
  trained_betas: optional(z.array(z.number()).min(1)),
  prediction_type: optional(z.enum(predictionTypes)),
  timestep_spacing: optional(z.enum(timestepSpacings)),
  steps_offset: z.int().min(0).default(0),
  rescale_betas_zero_snr: flag,
  set_alpha_to_one: optional(z.boolean()),
  clip_sample: optional(z.boolean()),
  clip_sample_range: positive.default(1),
  use_karras_sigmas: flag,
  use_exponential_sigmas: flag,
  use_beta_sigmas: flag,
  use_flow_sigmas: flag,
  use_dynamic_shifting: flag,
  invert_sigmas: flag,
  final_sigmas_type: z.enum(['zero', 'sigma_min']).default('zero'),
  original_inference_steps: z.int().min(1).default(50),
  timestep_scaling: positive.default(10),
  shift: positive.default(1),
  flow_shift: positive.default(1),
})

/** How a model was trained to see noise, in our words; `noiseLevels` turns it into numbers. */
export type SchedulerConfig = {
  className: string
  trainTimesteps: number
  /** Absent for flow models, whose levels follow from `shift` alone. */
  betas?: { schedule: (typeof betaSchedules)[number]; start: number; end: number } | { trained: number[] }
  predictionType: PredictionType
  spacing: TimestepSpacing
  /** LCM and TCD walk the timesteps that they were distilled on, not those of `spacing`. */
  distilled: boolean
  stepsOffset: number
  zeroTerminalSnr: boolean
  /** False: DDIM-like samplers stop at the lowest trained noise level instead of at none. */
  setAlphaToOne: boolean
  /** Predictions are clamped to plus and minus this; absent: not clamped. */
  clipRange?: number
  ramp: 'karras' | 'exponential' | 'beta' | undefined
  /** Read and kept, but schedules here always end in 0. */
  finalSigma: 'zero' | 'sigma_min'
  originalSteps: number
  timestepScaling: number
  shift: number
}

const broken = (message: string, cause?: unknown) => new StudioError('model-broken', message, { cause })

function explain(error: z.ZodError): string {
  return error.issues.map(issue => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ')
}

function betasOf(values: z.output<typeof file>, defaults: Defaults): NonNullable<SchedulerConfig['betas']> {
  if (values.trained_betas) return { trained: values.trained_betas }
  return {
    schedule: values.beta_schedule ?? (defaults.beta === 'stable diffusion' ? 'scaled_linear' : 'linear'),
    start: values.beta_start ?? (defaults.beta ? 0.00085 : 0.0001),
    end: values.beta_end ?? (defaults.beta ? 0.012 : 0.02),
  }
}

/**
 * Reads a parsed scheduler_config.json. What the file leaves out takes the default that diffusers gives that class;
 * keys that no sampler here needs are ignored.
 * Throws StudioError 'model-broken' that names the key and the values that would do.
 */
export function parseSchedulerConfig(json: unknown): SchedulerConfig {
  const parsed = file.safeParse(json)
  if (!parsed.success) throw broken(`scheduler_config.json: ${explain(parsed.error)}`, parsed.error)
  const values = parsed.data
  const className = values._class_name.replace(/^Flax/, '')
  const defaults = Object.hasOwn(classes, className) ? classes[className] : undefined
  if (!defaults)
    throw broken(
      `scheduler_config.json: _class_name is ${values._class_name}; expected one of ${Object.keys(classes).join(', ')}`,
    )
  if (values.use_dynamic_shifting || values.invert_sigmas)
    throw broken(
      'scheduler_config.json: use_dynamic_shifting and invert_sigmas are not supported; expected a flow model with a fixed shift',
    )

  const flow = defaults.flow || values.use_flow_sigmas || values.prediction_type === 'flow_prediction'
  const config: SchedulerConfig = {
    className,
    trainTimesteps: values.trained_betas?.length ?? values.num_train_timesteps,
    predictionType: flow ? 'flow_prediction' : (values.prediction_type ?? 'epsilon'),
    spacing: values.timestep_spacing ?? defaults.timestep_spacing ?? 'linspace',
    distilled: defaults.distilled ?? false,
    stepsOffset: values.steps_offset,
    zeroTerminalSnr: values.rescale_betas_zero_snr,
    setAlphaToOne: values.set_alpha_to_one ?? defaults.set_alpha_to_one ?? true,
    ramp: values.use_karras_sigmas
      ? 'karras'
      : values.use_exponential_sigmas
        ? 'exponential'
        : values.use_beta_sigmas
          ? 'beta'
          : undefined,
    finalSigma: values.final_sigmas_type,
    originalSteps: values.original_inference_steps,
    timestepScaling: values.timestep_scaling,
    shift: values.use_flow_sigmas ? values.flow_shift : values.shift,
  }
  if (!flow) config.betas = betasOf(values, defaults)
  if (values.clip_sample ?? defaults.clip_sample) config.clipRange = values.clip_sample_range
  return config
}
