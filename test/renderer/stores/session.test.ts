import { beforeEach, describe, expect, test } from 'vitest'
import { useDesk } from '../../../renderer/stores/desk.ts'
import { deskToSession, sessionToDesk, sessionToView, untouched } from '../../../renderer/stores/session.ts'
import { generation, type Settings } from '../../../shared/generation.ts'
import { session } from '../../../shared/studio/settings.ts'

const initial = useDesk.getInitialState()
beforeEach(() => useDesk.setState(initial, true))

describe('what lay on the desk', () => {
  test('comes back as it was', () => {
    useDesk.setState({
      prompt: 'a red fox',
      negative: 'blur',
      model: 'picturebook',
      given: { steps: 12, sampler: 'euler', width: 256 },
      knobs: { hue: 30 },
      refiner: { model: 'finer', at: 0.6, hash: null },
      seed: '18446744073709551615',
      locked: true,
      count: 9,
      rng: 'cuda',
      around: { seed: '12345678901234567890', strength: 0.4, held: true },
      history: ['a red fox', 'a cat'],
      parent: 'a'.repeat(64),
      origin: { settings: generation.parse({ seed: 3, prompt: 'a hen' }) as Settings, step: 8 },
    })
    const kept = session.parse(JSON.parse(JSON.stringify(deskToSession(useDesk.getState()))))
    expect({ ...useDesk.getState(), ...sessionToDesk(kept) }).toEqual(useDesk.getState())
  })
  test('an empty session leaves an empty desk', () => {
    expect(sessionToDesk(session.parse({}))).toMatchObject({
      prompt: '',
      given: {},
      around: null,
      locked: false,
    })
  })
  test('garbage in the controls is left out', () => {
    const desk = sessionToDesk(session.parse({ controls: { steps: true, count: 7, seed: 5, rng: 'dice' } }))
    expect(desk).toMatchObject({ given: {}, rng: 'cpu' })
    expect(desk).not.toHaveProperty('count')
    expect(desk).not.toHaveProperty('seed')
  })
})

test('the view comes back: a selected picture on the stage, panels and zoom', () => {
  const id = 'a'.repeat(64)
  const view = { page: 'grid', prompt: false, side: 'queue', fit: false, scale: 8, tile: 200, index: 7 }
  expect(sessionToView(session.parse({ selected: id, view }))).toMatchObject({
    page: 'grid',
    show: 'picture',
    selected: id,
    prompt: false,
    side: 'queue',
    tile: 200,
    index: 7,
    zoom: { fit: false, scale: 8, x: 0, y: 0 },
  })
  expect(sessionToView(session.parse({ view: { side: 'cellar' } }))).toMatchObject({
    side: null,
    show: 'live',
  })
})

test('who went somewhere before the session came is not thrown back', () => {
  const first = { page: 'stage', strip: true, tile: 1 }
  expect(untouched({ page: 'map', strip: false }, first, { ...first, page: 'canvas' })).toEqual({
    strip: false,
  })
})
