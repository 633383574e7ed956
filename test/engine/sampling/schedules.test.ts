import { describe, expect, test } from 'vitest'
import { sigmaOfFlow } from '#engine/sampling/noise-levels.ts'
import { parseSchedulerConfig } from '#engine/sampling/scheduler-config.ts'
import { betaDistribution, betaQuantile } from '#engine/sampling/schedules/beta-quantile.ts'
import { scheduleOf, schedules } from '#engine/sampling/schedules.ts'
import { type ScheduleId, scheduleNames } from '#shared/schedule-names.ts'
import { golden } from '../golden/golden.ts'
import { levelsOf, models, stableDiffusion } from './stable-diffusion.ts'

type BySteps = Record<string, number[]>
type Golden = {
  schedules: Record<string, Record<string, number[] | null>>
  normal: { config: object; sigmas: BySteps }[]
  distilled: Record<string, BySteps>
  flow: { shift: number; sigmas: BySteps }[]
  flow_karras: BySteps
}
const given = golden<Golden>('schedule_golden.json')
const sd = levelsOf(stableDiffusion)
const ids = Object.keys(schedules) as ScheduleId[]
const tolerance = 2e-5

/** Each sigma by itself, since they span three orders of magnitude. */
function expectSigmas(actual: number[], expected: readonly number[]) {
  expect(actual.length).toBe(expected.length)
  for (const [i, sigma] of expected.entries())
    expect(Math.abs(actual[i]! - sigma), `sigma ${i}: ${actual[i]} for ${sigma}`).toBeLessThanOrEqual(
      tolerance * sigma,
    )
}

describe.each(Object.entries(given.schedules))('%s steps of Stable Diffusion', (steps, rows) => {
  for (const [row, sigmas] of Object.entries(rows)) {
    const [id, table] = row.split(' ') as [ScheduleId, 'sdxl' | undefined]
    // ComfyUI's beta drops levels that round to the same timestep, and with them steps
    if (sigmas)
      test(`${row} as ${schedules[id].twin}`, () => {
        expectSigmas(schedules[id].sigmas(sd, Number(steps), table), sigmas)
      })
  }
})

describe('normal as diffusers', () => {
  test.each(given.normal.map(run => [JSON.stringify(run.config), run] as const))(
    '%s',
    (_, { config, sigmas }) => {
      const levels = levelsOf(config)
      for (const [steps, expected] of Object.entries(sigmas))
        expectSigmas(schedules.normal.sigmas(levels, Number(steps)), expected)
    },
  )
  test.each(Object.entries(given.distilled))(
    '%s by the timesteps it was distilled on',
    (_class_name, runs) => {
      const levels = levelsOf({
        _class_name,
        original_inference_steps: _class_name === 'LCMScheduler' ? 50 : 40,
      })
      for (const [steps, timesteps] of Object.entries(runs)) {
        const sigmas = schedules.normal.sigmas(levels, Number(steps))
        expect(sigmas.slice(0, -1).map(levels.timestepOf)).toEqual(timesteps)
      }
    },
  )
  test.each(given.flow)('FlowMatchEulerDiscreteScheduler with shift $shift', ({ shift, sigmas }) => {
    const levels = levelsOf({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift })
    for (const [steps, expected] of Object.entries(sigmas))
      expectSigmas(schedules.normal.sigmas(levels, Number(steps)), expected.map(sigmaOfFlow))
  })
})

test('karras on a flow model runs over s, as FlowMatchEulerDiscreteScheduler with use_karras_sigmas', () => {
  const levels = levelsOf({ _class_name: 'FlowMatchEulerDiscreteScheduler' })
  for (const [steps, expected] of Object.entries(given.flow_karras)) {
    const flow = schedules.karras.sigmas(levels, Number(steps)).map(sigma => sigma / (1 + sigma))
    expectSigmas(flow.slice(1), expected.slice(1))
    expect(flow[0]).toBeCloseTo(1, 4)
  }
})

describe.each(ids)('%s', id => {
  test('names its twin', () => {
    expect(schedules[id].twin).toMatch(/^(k-diffusion|diffusers|ComfyUI|A1111) \S/)
  })
  test.each(Object.entries(models))(
    'falls strictly to 0 in exactly as many steps as asked: %s',
    (_, levels) => {
      for (let steps = 1; steps <= 150; steps++) {
        const sigmas = schedules[id].sigmas(levels, steps)
        expect(sigmas.length).toBe(steps + 1)
        expect(sigmas.at(-1)).toBe(0)
        const falls = sigmas.every((sigma, i) => i === 0 || sigma < sigmas[i - 1]!)
        expect(falls && Number.isFinite(sigmas[0]!), `${steps} steps: ${sigmas}`).toBe(true)
      }
    },
  )
  test('one step starts at the top, so that there is a picture', () => {
    for (const levels of Object.values(models))
      expect(schedules[id].sigmas(levels, 1)[0]! / levels.sigmaMax).toBeCloseTo(1, 3)
  })
})

describe('no two schedules are the same', () => {
  const differs = (a: readonly number[], b: readonly number[]) =>
    a.some((sigma, i) => Math.abs(sigma - b[i]!) > 1e-3 * sigma)
  const spread = (config: object, steps: number) =>
    ids.map(id => [id, schedules[id].sigmas(levelsOf(config), steps)] as const)
  const same = (config: object, steps: number) =>
    spread(config, steps).flatMap(([a, first], i, all) =>
      all.slice(i + 1).flatMap(([b, second]) => (differs(first, second) ? [] : [`${a} ${b}`])),
    )
  test.each([4, 20, 30])('%d steps: only what a model asks for is one of the others by definition', steps => {
    expect(same(stableDiffusion, steps)).toEqual(['normal ddim'])
    expect(same({ ...stableDiffusion, timestep_spacing: 'linspace' }, steps)).toEqual(['normal uniform'])
    expect(same({ ...stableDiffusion, steps_offset: 0 }, steps)).toEqual([])
  })
})

test('every schedule has a row under its own name', () => {
  expect(ids).toEqual(Object.keys(scheduleNames))
})

test('Align Your Steps gives its table at eleven steps, and stretches it for a model of another range', () => {
  const table = [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029, 0]
  expectSigmas(schedules.align_your_steps.sigmas(sd, 11), table)
  const wide = models['v-prediction with zero terminal SNR']
  const stretched = schedules.align_your_steps.sigmas(wide, 11)
  expect(stretched[0]).toBeCloseTo(wide.sigmaMax, 3)
  expect(stretched[10]).toBeCloseTo(wide.sigmaMin, 6)
})

test('a config that names a ramp is drawn on it', () => {
  const named = (flags: object) => scheduleOf(parseSchedulerConfig({ ...stableDiffusion, ...flags }))
  expect(named({})).toBe('normal')
  expect(named({ use_karras_sigmas: true })).toBe('karras')
  expect(named({ use_exponential_sigmas: true })).toBe('exponential')
  expect(named({ use_beta_sigmas: true })).toBe('beta')
})

describe('quantiles of the beta distribution', () => {
  test.each([
    // Beta(1, 1) is uniform, Beta(2, 1) has x^2, Beta(1/2, 1/2) is the arcsine law
    [0.3, 1, 1, 0.3],
    [0.25, 2, 1, 0.5],
    [1 / 3, 0.5, 0.5, 0.25],
    [0.5, 0.6, 0.6, 0.5],
  ])('p = %d of Beta(%d, %d)', (p, a, b, x) => {
    expect(betaQuantile(p, a, b)).toBeCloseTo(x, 12)
  })
  test('invert the distribution function out to the tails', () => {
    for (const p of [1e-6, 0.01, 0.3, 0.7, 0.999])
      expect(betaDistribution(betaQuantile(p, 0.6, 0.6), 0.6, 0.6)).toBeCloseTo(p, 10)
    expect([betaQuantile(0, 0.6, 0.6), betaQuantile(1, 0.6, 0.6)]).toEqual([0, 1])
  })
})
