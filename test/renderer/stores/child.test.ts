import { beforeEach, describe, expect, test } from 'vitest'
import { recalled } from '../../../renderer/actions/recall.ts'
import { asChild, branchObstacles } from '../../../renderer/stores/child.ts'
import { useDesk } from '../../../renderer/stores/desk.ts'
import { useModels } from '../../../renderer/stores/models.ts'
import { obstacle, requestOf, seedOf } from '../../../renderer/stores/request.ts'
import { plain, type Settings } from '../../../shared/generation.ts'
import { settingsAt } from '../../../shared/moments.ts'
import { jobRequest } from '../../../shared/studio/jobs.ts'
import { card } from '../card.ts'

const model = card()
const id = 'a'.repeat(64)
const settings: Settings = {
  prompt: 'a fox',
  negative: '',
  seed: 42,
  variation: { seed: 0, strength: 0 },
  ...model.defaults,
  steps: 30,
  rng: 'cpu',
  knobs: { size: 1, hue: 20 },
  ...plain,
}
const initial = useDesk.getInitialState()
const desk = () => useDesk.getState()
const roll = () => jobRequest.parse(requestOf(desk(), seedOf(desk().seed)!, 'tiny')).generation as Settings

beforeEach(() => {
  useModels.setState({ models: [model] })
  useDesk.setState({ ...initial, seed: '1', ...recalled(settings, 'all', model, initial, id) }, true)
})

describe('what is rolled from a recalled picture', () => {
  test('is its child once something differs', () => {
    useDesk.setState({ prompt: 'a red fox' })
    expect(roll()).toMatchObject({ prompt: 'a red fox', parent: id, past: [] })
  })
  test('is the very same picture while nothing does, whatever the order of its knobs', () => {
    useDesk.setState({ knobs: { hue: 20, size: 1 } })
    expect(roll().parent).toBe(null)
    useDesk.setState({ origin: { settings: { ...settings, parent: 'b'.repeat(64) }, step: null } })
    expect(roll().parent).toBe('b'.repeat(64))
  })
  test('has no parent where the settings came from elsewhere, or from no picture', () => {
    useDesk.setState({ ...recalled(settings, 'all', model, desk()), prompt: 'a hen' })
    expect(roll().parent).toBe(null)
    useDesk.setState({ ...initial, prompt: 'a hen' }, true)
    expect(asChild(settings, desk(), model.defaults).parent).toBe(null)
  })
})

describe('a refiner', () => {
  const refiner = { model: 'finer', at: 0.6, hash: null }
  test('is asked for where the model takes one, and waits where it does not', () => {
    useDesk.setState({ refiner })
    expect(roll().refiner).toBeNull()
    useModels.setState({ models: [card({ refining: 'takes' })] })
    expect(roll().refiner).toEqual(refiner)
  })
  test('comes back with the picture that it ended', () => {
    expect(recalled({ ...settings, refiner }, 'all', model, initial, id).refiner).toEqual(refiner)
    expect(recalled(settings, 'all', model, { ...initial, refiner }, id).refiner).toBeNull()
  })
  test('cannot change on the way', () => {
    useDesk.setState({ origin: { settings, step: 8 }, refiner })
    expect(branchObstacles(desk(), model.defaults)).toEqual(['refiner'])
    useDesk.setState({ origin: { settings: { ...settings, refiner: { ...refiner, hash: id } }, step: 8 } })
    expect(branchObstacles(desk(), model.defaults)).toEqual([])
  })
})

describe('a branch', () => {
  beforeEach(() => useDesk.setState({ origin: { settings, step: 8 } }))
  test('with nothing changed is its parent', () => {
    expect(roll()).toEqual(settings)
  })
  test('holds what was changed from its step on, and says what was before', () => {
    useDesk.setState({ prompt: 'a red fox', given: { steps: 30, guidance: 3 } })
    const child = roll()
    expect(child).toMatchObject({
      prompt: 'a red fox',
      guidance: 3,
      parent: id,
      past: [{ until: 8, prompt: 'a fox', guidance: 7 }],
    })
    const { parent: _p, past: _a, ...then } = settingsAt(child, 8)
    const { parent: _q, past: _b, ...own } = settings
    expect(then).toEqual(own)
    expect(settingsAt(child, 9)).toBe(child)
  })
  test('back to the model’s own value is a change, too', () => {
    const given = { ...settings, guidance: 3 }
    useDesk.setState({ origin: { settings: given, step: 8 }, given: { steps: 30 } })
    expect(roll()).toMatchObject({ guidance: 7, past: [{ until: 8, guidance: 3 }] })
  })
  test('of a branch keeps both', () => {
    const once = { ...settings, past: [{ until: 4, prompt: 'a hen' }] }
    useDesk.setState({ origin: { settings: once, step: 8 }, prompt: 'a cow' })
    expect(roll().past).toEqual([
      { until: 4, prompt: 'a hen' },
      { until: 8, prompt: 'a fox' },
    ])
  })
  test('before the branch of its parent leaves that one', () => {
    const once = { ...settings, past: [{ until: 12, prompt: 'a hen' }] }
    useDesk.setState({ origin: { settings: once, step: 8 }, prompt: 'a cow' })
    expect(roll()).toMatchObject({ prompt: 'a cow', past: [{ until: 8, prompt: 'a hen' }] })
  })
  test('cannot have other steps, size or random numbers', () => {
    expect(branchObstacles(desk(), model.defaults)).toEqual([])
    useDesk.setState({ given: { width: 96 }, rng: 'cuda' })
    expect(branchObstacles(desk(), model.defaults)).toEqual(['steps', 'width', 'rng'])
    expect(obstacle(desk(), model)).toBe('branch')
    useDesk.setState({ origin: null })
    expect(obstacle(desk(), model)).toBe(null)
  })
})
