import { describe, expect, test } from 'vitest'
import { parseSchedulerConfig } from '#engine/sampling/scheduler-config.ts'
import { StudioError } from '#shared/errors.ts'
import { stableDiffusion } from './stable-diffusion.ts'

const failure = (json: unknown): StudioError => {
  try {
    parseSchedulerConfig(json)
  } catch (error) {
    if (error instanceof StudioError) return error
    throw error
  }
  throw new Error('it parsed')
}

test('reads the config of Stable Diffusion 1.5', () => {
  expect(parseSchedulerConfig(stableDiffusion)).toEqual({
    className: 'PNDMScheduler',
    trainTimesteps: 1000,
    betas: { schedule: 'scaled_linear', start: 0.00085, end: 0.012 },
    predictionType: 'epsilon',
    spacing: 'leading',
    distilled: false,
    stepsOffset: 1,
    zeroTerminalSnr: false,
    setAlphaToOne: false,
    ramp: undefined,
    finalSigma: 'zero',
    originalSteps: 50,
    timestepScaling: 10,
    shift: 1,
  })
})

describe('what the file leaves out is as in diffusers', () => {
  const linear = { schedule: 'linear', start: 0.0001, end: 0.02 }
  const scaled = { schedule: 'scaled_linear', start: 0.00085, end: 0.012 }
  test.each([
    ['DDIMScheduler', { spacing: 'leading', setAlphaToOne: true, clipRange: 1, betas: linear }],
    ['DDPMScheduler', { spacing: 'leading', setAlphaToOne: true, clipRange: 1, betas: linear }],
    ['PNDMScheduler', { spacing: 'leading', setAlphaToOne: false, betas: linear }],
    ['LCMScheduler', { spacing: 'leading', distilled: true, betas: scaled }],
    ['TCDScheduler', { spacing: 'leading', distilled: true, betas: scaled }],
    ['EulerDiscreteScheduler', { spacing: 'linspace', setAlphaToOne: true, betas: linear }],
    ['EulerAncestralDiscreteScheduler', { spacing: 'linspace', betas: linear }],
    ['HeunDiscreteScheduler', { spacing: 'linspace', betas: { ...scaled, schedule: 'linear' } }],
    ['KDPM2DiscreteScheduler', { spacing: 'linspace', betas: { ...scaled, schedule: 'linear' } }],
    ['DPMSolverMultistepScheduler', { spacing: 'linspace', betas: linear }],
    ['UniPCMultistepScheduler', { spacing: 'linspace', betas: linear }],
  ])('%s', (_class_name, expected) => {
    const config = parseSchedulerConfig({ _class_name })
    expect(config).toMatchObject(expected)
    expect('clipRange' in config).toBe('clipRange' in expected)
  })
})

test('flow models have no betas, a shift, and predict flow whatever their class', () => {
  const flow = { predictionType: 'flow_prediction', shift: 3 }
  for (const json of [
    { _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 },
    {
      _class_name: 'UniPCMultistepScheduler',
      use_flow_sigmas: true,
      flow_shift: 3,
      prediction_type: 'flow_prediction',
    },
  ]) {
    const config = parseSchedulerConfig(json)
    expect(config).toMatchObject(flow)
    expect(config.betas).toBeUndefined()
  }
})

test('a list of trained betas sets the number of timesteps', () => {
  const config = parseSchedulerConfig({ _class_name: 'DDIMScheduler', trained_betas: [0.1, 0.2, 0.3] })
  expect(config.trainTimesteps).toBe(3)
  expect(config.betas).toEqual({ trained: [0.1, 0.2, 0.3] })
})

test('an explicit null is the same as nothing', () => {
  const json = { _class_name: 'EulerDiscreteScheduler' }
  const nulls = {
    trained_betas: null,
    timestep_spacing: null,
    use_karras_sigmas: null,
    prediction_type: null,
  }
  expect(parseSchedulerConfig({ ...json, ...nulls })).toEqual(parseSchedulerConfig(json))
})

describe('says what it expected of', () => {
  test.each([
    [
      'an unknown class',
      { _class_name: 'ScoreSdeVeScheduler' },
      /_class_name is ScoreSdeVeScheduler; expected one of DDIM/,
    ],
    ['the name of an object method', { _class_name: 'constructor' }, /expected one of DDIM/],
    ['no class', {}, /_class_name/],
    [
      'an unknown spacing',
      { ...stableDiffusion, timestep_spacing: 'middle' },
      /timestep_spacing.*leading.*trailing.*linspace/,
    ],
    [
      'an unknown prediction',
      { ...stableDiffusion, prediction_type: 'noise' },
      /prediction_type.*epsilon.*v_prediction/,
    ],
    [
      'an unknown beta schedule',
      { ...stableDiffusion, beta_schedule: 'sigmoid' },
      /beta_schedule.*scaled_linear/,
    ],
    ['no timesteps', { ...stableDiffusion, num_train_timesteps: 0 }, /num_train_timesteps/],
    ['a number as text', { ...stableDiffusion, beta_start: '0.1' }, /beta_start.*number/],
    [
      'dynamic shifting',
      { _class_name: 'FlowMatchEulerDiscreteScheduler', use_dynamic_shifting: true },
      /fixed shift/,
    ],
    ['no object at all', 'text', /the file.*object/],
  ])('%s', (_, json, message) => {
    const error = failure(json)
    expect(error.code).toBe('model-broken')
    expect(error.message).toMatch(message)
  })
})
