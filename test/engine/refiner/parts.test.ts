import { describe, expect, test } from 'vitest'
import { embeddingsOfRefiner } from '#engine/refiner/embeddings.ts'
import { takeOverStep } from '#engine/refiner/take-over.ts'
import { toldToRefiner } from '#engine/refiner/told.ts'
import { noiseLevels } from '#engine/sampling/noise-levels.ts'
import { parseSchedulerConfig } from '#engine/sampling/scheduler-config.ts'
import { stepClock } from '#engine/step-clock.ts'
import { generation, type Settings } from '#shared/generation.ts'

const levels = noiseLevels(
  parseSchedulerConfig({
    _class_name: 'EulerDiscreteScheduler',
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    num_train_timesteps: 1000,
  }),
)
const sigmas = (...times: number[]) => [...times.map(time => levels.sigmaOf(time)), 0]

describe('where a refiner takes over', () => {
  test.each([
    [0.8, 5],
    [0.6, 4],
    // 400 is not below 400.
    [0.6, 4, [801, 601, 400, 399]],
    [0.01, 1, [981, 701]],
    [0.999, 4, [801, 401, 1]],
  ])('after %s of the times: step %i', (at, step, times = [801, 601, 401, 201, 1]) => {
    expect(takeOverStep(levels, sigmas(...times), at)).toBe(step)
  })
})

test('it is told the words and what turns them, the image and regions; nothing of the other graph', () => {
  const steer = [
    { kind: 'words', less: 'small', more: 'large', amount: 1, from: 0, to: 1 },
    { kind: 'direction', id: 'a'.repeat(64), amount: 1, from: 0, to: 1 },
  ] as const
  const settings = generation.parse({ prompt: 'a fox', seed: 1, knobs: { hue: 3 }, steer }) as Settings
  const control = { net: 'canny', map: 'a'.repeat(64), weight: 1, from: 0, to: 1, edges: null }
  const told = toldToRefiner({
    ...settings,
    conditions: { ...settings.conditions, controls: [control as never] },
    past: [{ until: 2, knobs: { hue: 1 }, prompt: 'a cat' }],
  })
  expect(told).toMatchObject({ prompt: 'a fox', knobs: {}, steer: [steer[0]], conditions: { controls: [] } })
  expect(told.past).toEqual([{ until: 2, knobs: {}, prompt: 'a cat' }])
})

test('a textual inversion of XL is read by its second list of vectors', () => {
  const [small, large] = [[new Float32Array(2)], [new Float32Array(3)]]
  const found = embeddingsOfRefiner(new Map([['x', { name: 'x', sha256: '', towers: [small, large] }]]))
  expect(found.get('x')!.towers).toEqual([large])
})

describe('time left over two paces', () => {
  const clock = (from: number | undefined, ...durations: number[]) => {
    let at = 0
    const left = stepClock(from, () => at)
    return durations.map((ms, i) => {
      at += ms
      return left((i % 4) + 1, 4, 1 - Math.floor(i / 4))
    })
  }

  test('the first step of each warms up; what was never seen counts as the other', () => {
    // Of two pictures: two steps at 10, two at 30.
    expect(clock(3, 50, 10, 90, 30, 10, 10, 30, 30)).toEqual([350, 60, 290, 80, 70, 60, 30, 0])
  })

  test('one pace is that of all steps', () => {
    expect(clock(undefined, 50, 10, 10, 10, 10, 10, 10, 10)).toEqual([350, 60, 50, 40, 30, 20, 10, 0])
  })
})
