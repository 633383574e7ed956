import { beforeEach, describe, expect, test } from 'vitest'
import { requestsOf } from '../../../renderer/actions/roll.ts'
import { useDesk } from '../../../renderer/stores/desk.ts'
import { useModels } from '../../../renderer/stores/models.ts'
import { obstacle, requestOf, seedOf, stepSeed } from '../../../renderer/stores/request.ts'
import { noDice } from '../../../shared/dice.ts'
import { jobRequest } from '../../../shared/studio/jobs.ts'
import { card } from '../card.ts'

const initial = useDesk.getInitialState()
beforeEach(() => useDesk.setState({ ...initial, seed: '7' }, true))
const desk = () => useDesk.getState()

describe('seeds as they are typed', () => {
  test.each([
    ['7', 7],
    [' 007 ', 7],
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
  ])('%j is %j', (text, seed) => expect(seedOf(text)).toBe(seed))

  test('stepping locks, and wraps where the numbers end', () => {
    stepSeed(1)
    expect(desk()).toMatchObject({ seed: '8', locked: true })
    useDesk.setState({ seed: '0' })
    stepSeed(-1)
    expect(desk().seed).toBe('18446744073709551615')
    stepSeed(1)
    expect(desk().seed).toBe('0')
  })
})

describe('a request', () => {
  test('says only what was given', () => {
    useDesk.setState({ prompt: 'a fox', given: { steps: 8 }, count: 4 })
    const request = jobRequest.parse(requestOf(desk(), 7, 'm'))
    expect(request).toMatchObject({
      model: 'm',
      count: 4,
      generation: { prompt: 'a fox', seed: 7, steps: 8 },
    })
    expect(request.generation).not.toHaveProperty('guidance')
    expect(request.generation.variation).toEqual({ seed: 0, strength: 0 })
  })
  test('around a picture carries the variation, not the lock', () => {
    useDesk.setState({ around: { seed: 3, strength: 0.2, held: true } })
    expect(jobRequest.parse(requestOf(desk(), 7, 'm')).generation.variation).toEqual({
      seed: 3,
      strength: 0.2,
    })
  })
  test('leaves out knobs that are turned to nothing', () => {
    const zoom = { kind: 'analytic', name: 'zoom', from: 0, to: 1 } as const
    const light = { ...zoom, name: 'light', amount: -1 } as const
    useDesk.setState({ steer: [{ ...zoom, amount: 0 }, light] })
    expect(requestOf(desk(), 7, 'm').generation.steer).toEqual([light])
  })
  test('is held up for a reason', () => {
    expect(obstacle(desk(), undefined)).toBe('loading')
    useModels.setState({ state: 'ready' })
    expect(obstacle(desk(), undefined)).toBe('noModel')
    expect(obstacle(desk(), card({ problem: 'broken' }))).toBe('broken')
    expect(obstacle({ ...desk(), seed: 'x' }, card())).toBe('seed')
    expect(obstacle({ ...desk(), prompt: 'x'.repeat(20_001) }, card())).toBe('length')
    expect(obstacle(desk(), card())).toBe(null)
  })
})

describe('what a roll asks for', () => {
  const seeds = () =>
    requestsOf(desk(), 7, 'm').map(({ count, generation: { seed, dice } }) => [count, seed, dice.layout])
  test('is one job whose seeds count up', () => {
    useDesk.setState({ count: 4, dice: { ...noDice, layout: 5 } })
    expect(seeds()).toEqual([[4, 7, 5]])
    useDesk.setState({ locked: true, diceLocks: ['layout'] })
    expect(seeds()).toEqual([[4, 7, 5]])
  })
  test('with the main seed locked and a die loose: a job for each throw of that die, the seed always the same', () => {
    useDesk.setState({
      count: 4,
      locked: true,
      dice: { ...noDice, layout: 5, texture: 6 },
      diceLocks: ['texture'],
    })
    const requests = requestsOf(desk(), 7, 'm')
    expect(requests.map(({ count }) => count)).toEqual([1, 1, 1, 1])
    const settings = requests.map(({ generation }) => generation)
    expect(settings.map(({ seed, dice }) => [seed, dice.texture])).toEqual(Array(4).fill([7, 6]))
    expect(settings[0]!.dice.layout).toBe(5)
    expect(new Set(settings.map(({ dice }) => dice.layout)).size).toBe(4)
    for (const request of requests) jobRequest.parse(request)
  })
})
