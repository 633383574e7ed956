import { beforeEach, describe, expect, test } from 'vitest'
import { recall, recallAround, recalled } from '../../../renderer/actions/recall.ts'
import { useDesk } from '../../../renderer/stores/desk.ts'
import { useModels } from '../../../renderer/stores/models.ts'
import { noDice } from '../../../shared/dice.ts'
import { plain, type Settings } from '../../../shared/generation.ts'
import { card } from '../card.ts'

const initial = useDesk.getInitialState()
const model = card()
const settings: Settings = {
  prompt: 'a fox',
  negative: 'blur',
  seed: 42,
  variation: { seed: 0, strength: 0 },
  ...model.defaults,
  steps: 30,
  rng: 'cpu',
  knobs: { hue: 20 },
  ...plain,
}
beforeEach(() => {
  useDesk.setState({ ...initial, prompt: 'mine', seed: '1', given: { guidance: 3 } }, true)
  useModels.setState({ models: [model] })
})
const desk = () => useDesk.getState()

describe('recall', () => {
  test('all settings: what equals the model stays the model’s own', () => {
    expect(recalled(settings, 'all', model, desk())).toMatchObject({
      prompt: 'a fox',
      negative: 'blur',
      seed: '42',
      locked: true,
      given: { steps: 30 },
      knobs: { hue: 20 },
      model: 'tiny',
      around: null,
    })
  })
  test('only the seed, only the prompt, only the size touch nothing else', () => {
    expect(recalled(settings, 'seed', model, desk())).toEqual({
      seed: '42',
      locked: true,
      diceLocks: [],
      around: null,
      dice: settings.dice,
      rng: 'cpu',
    })
    expect(recalled(settings, 'prompt', model, desk())).toEqual({
      prompt: 'a fox',
      negative: 'blur',
      place: -1,
      reading: { style: 'a1111', clipSkip: 1 },
    })
    const weighed = {
      ...settings,
      prompt: 'a (fox:1.3)',
      reading: { style: 'comfyui' as const, clipSkip: 2 },
    }
    expect(recalled(weighed, 'prompt', model, desk()).reading).toEqual(weighed.reading)
    expect(recalled({ ...settings, width: 96 }, 'size', model, desk())).toEqual({
      given: { guidance: 3, width: 96 },
    })
  })
  test('dice of its own come locked, so that it comes again', () => {
    const dice = { ...noDice, layout: 5, channels: { 1: 6 } }
    expect(recalled({ ...settings, dice }, 'all', model, desk())).toMatchObject({
      dice,
      diceLocks: ['layout', 'channel:1'],
    })
  })
  test('a remix leaves the dice free', () => {
    const remix = recalled(settings, 'remix', model, desk())
    expect(remix).toMatchObject({ prompt: 'a fox', locked: false })
    expect(remix).not.toHaveProperty('seed')
  })
  test('a variation is held, so that it comes again', () => {
    const varied = { ...settings, variation: { seed: 9, strength: 0.2 } }
    expect(recalled(varied, 'all', model, desk()).around).toEqual({ seed: 9, strength: 0.2, held: true })
  })
  test('can be taken back', () => {
    const before = desk()
    const undo = recall(settings, 'tiny', 'all')
    expect(desk().prompt).toBe('a fox')
    undo()
    expect(desk()).toEqual(before)
  })
  test('around a picture: its settings, its seed, several at a time', () => {
    recallAround(settings, 'tiny', 'a'.repeat(64))
    expect(desk()).toMatchObject({
      seed: '42',
      locked: true,
      count: 4,
      around: { strength: 0.3, held: false },
    })
  })
})
