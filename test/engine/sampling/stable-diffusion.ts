import { type NoiseLevels, noiseLevels } from '#engine/sampling/noise-levels.ts'
import { parseSchedulerConfig } from '#engine/sampling/scheduler-config.ts'

/** The scheduler_config.json of Stable Diffusion 1.5, as its repository has it. */
export const stableDiffusion = {
  _class_name: 'PNDMScheduler',
  _diffusers_version: '0.6.0',
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  clip_sample: false,
  num_train_timesteps: 1000,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
  trained_betas: null,
}

export const levelsOf = (config: object): NoiseLevels => noiseLevels(parseSchedulerConfig(config))

/** Models of every kind, for what must hold on all of them. */
export const models = {
  'Stable Diffusion': levelsOf(stableDiffusion),
  'v-prediction with zero terminal SNR': levelsOf({
    ...stableDiffusion,
    _class_name: 'DDIMScheduler',
    prediction_type: 'v_prediction',
    timestep_spacing: 'trailing',
    rescale_betas_zero_snr: true,
  }),
  'squared cosine': levelsOf({
    _class_name: 'DDPMScheduler',
    beta_schedule: 'squaredcos_cap_v2',
    clip_sample: false,
  }),
  'latent consistency': levelsOf({ _class_name: 'LCMScheduler' }),
  'rectified flow': levelsOf({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 }),
  'a model of ten timesteps': levelsOf({
    _class_name: 'EulerDiscreteScheduler',
    num_train_timesteps: 10,
    beta_start: 0.01,
    beta_end: 0.5,
  }),
}
