import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { StudioError } from '../../shared/errors.ts'
import type { DiscoveredKnob, KnobCard, KnobFile } from '../../shared/studio/knobs.ts'
import { fakeStudio, until } from './fake-studio.ts'

const idOf = (letter: string) => letter.repeat(64)
const found = (letter: string): DiscoveredKnob => ({
  id: idOf(letter),
  space: 'x0',
  dims: [4, 8, 8],
  explained: 0.4,
  stability: 0.9,
})
const shelf: KnobCard[] = []
const answers = { knobs: [found('a'), found('b')], wait: Promise.resolve(), fail: null as StudioError | null }
const put = (file: KnobFile): KnobCard => {
  const card = { ...file, id: file.name, problem: null }
  shelf.push(card)
  return card
}

const { state, bridge } = fakeStudio(0, {
  'knobs.list': () => shelf,
  'knobs.discover': async ({ rolls }, { emit, signal }) => {
    emit({ kind: 'phase', phase: 'rolls' })
    for (let index = 0; index < rolls; index++)
      emit({ kind: 'draft', index, png: null, score: null, embedding: null, msLeft: 10 })
    await answers.wait
    signal.throwIfAborted()
    if (answers.fail) throw answers.fail
    return { knobs: answers.knobs, space: 'x0' }
  },
  'knobs.orthogonalise': () => ({ id: idOf('c'), kept: 0.75 }),
  'knobs.save': ({ file }) => put(file),
  'knobs.import': () => {
    throw new StudioError('invalid-input', 'This knob is of the family sdxl; this model is of sd1')
  },
  'knobs.remove': ({ id }) => {
    shelf.splice(
      shelf.findIndex(card => card.id === id),
      1,
    )
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const { open } = await import('../../renderer/api.ts')
const { useDesk } = await import('../../renderer/stores/desk.ts')
const { useModels } = await import('../../renderer/stores/models.ts')
const { cancelDiscovery, changeFound, discover, foundFor, useDiscovered } = await import(
  '../../renderer/stores/discovered.ts'
)
const { directionName, useShelf } = await import('../../renderer/stores/knob-shelf.ts')
const { bringKnobs, dropKnob, keepSteering, makeApart, saveFound } = await import(
  '../../renderer/actions/knobs.ts'
)
const { useToasts } = await import('../../renderer/stores/toasts.ts')
const { useView } = await import('../../renderer/stores/view.ts')

const asked = (name: string) => state.asked.filter(call => call.name === name).map(call => call.input)
const names = (n: number) => `Knob ${n}`
const shown = () => {
  const { model, prompt } = useDesk.getState()
  return foundFor(useDiscovered.getState().found, model, prompt).map(({ name }) => name)
}

beforeAll(async () => {
  await open()
  await until(() => useModels.getState().state === 'ready')
})
beforeEach(() => {
  useDesk.setState({ model: 'tiny', prompt: 'a bird', seed: '7' })
  useDiscovered.setState({ found: [], run: null, error: null })
  Object.assign(answers, { knobs: [found('a'), found('b')], wait: Promise.resolve(), fail: null })
})

describe('discovery', () => {
  test('asks for rolls of the desk, tells how far it is, and names what it found', async () => {
    let go = () => {}
    answers.wait = new Promise(resolve => {
      go = resolve
    })
    useDesk.setState({
      steer: [
        { kind: 'direction', id: idOf('e'), amount: 1, from: 0, to: 1 },
        { kind: 'analytic', name: 'zoom', amount: 1, from: 0, to: 1 },
      ],
    })
    const done = discover(32, names)
    await until(() => useDiscovered.getState().run?.drawn === 32)
    expect(useDiscovered.getState().run).toMatchObject({ rolls: 32, phase: 'rolls', msLeft: 10 })
    go()
    await done
    expect(asked('knobs.discover')[0]).toMatchObject({
      model: 'tiny',
      rolls: 32,
      generation: { prompt: 'a bird', seed: 7, steer: [{ kind: 'analytic', name: 'zoom' }] },
    })
    useDesk.setState({ steer: [] })
    expect(useDiscovered.getState().run).toBe(null)
    expect(shown()).toEqual(['Knob 1', 'Knob 2'])
  })
  test('what was found belongs to its prompt, what was pinned to all', async () => {
    await discover(32, names)
    changeFound(idOf('b'), { pinned: true, name: 'Leaning' })
    useDesk.setState({ prompt: 'a fish' })
    expect(shown()).toEqual(['Leaning'])
    useDesk.setState({ model: 'other' })
    expect(shown()).toEqual([])
    useDesk.setState({ model: 'tiny', prompt: 'a bird' })
    expect(shown()).toEqual(['Knob 1', 'Leaning'])
  })
  test('found again, it takes the place of what was not pinned', async () => {
    await discover(32, names)
    changeFound(idOf('b'), { pinned: true, name: 'Leaning' })
    answers.knobs = [found('d'), found('b')]
    await discover(32, names)
    expect(shown()).toEqual(['Leaning', 'Knob 1'])
  })
  test('a cancelled one leaves what was there and says nothing', async () => {
    await discover(32, names)
    answers.wait = new Promise(() => {})
    const again = discover(64, names)
    await until(() => useDiscovered.getState().run?.drawn === 64)
    cancelDiscovery()
    expect(useDiscovered.getState()).toMatchObject({ run: null, error: null })
    expect(shown()).toEqual(['Knob 1', 'Knob 2'])
    void again
  })
  test('a failed one says why', async () => {
    answers.fail = new StudioError('invalid-input', 'The model has no steps to look into')
    await discover(32, names)
    expect(useDiscovered.getState()).toMatchObject({
      run: null,
      error: 'The model has no steps to look into',
    })
  })
})

describe('a found knob', () => {
  beforeEach(() => discover(32, names))
  test('without another is a new one beside it, that says how much was kept', async () => {
    const [first] = useDiscovered.getState().found
    await makeApart(first!, [idOf('b')])
    expect(asked('knobs.orthogonalise')).toEqual([{ id: idOf('a'), against: [idOf('b')] }])
    expect(shown()).toEqual(['Knob 1', 'Knob 1 without Knob 2', 'Knob 2'])
    expect(useDiscovered.getState().found[1]).toMatchObject({ id: idOf('c'), kept: 0.75 })
  })
  test('goes onto the shelf under its name, and is called so from then on', async () => {
    changeFound(idOf('a'), { name: 'Leaning' })
    await saveFound(useDiscovered.getState().found[0]!)
    expect(asked('knobs.save').at(-1)).toMatchObject({
      model: 'tiny',
      file: {
        name: 'Leaning',
        prompt: 'a bird',
        family: 'sd1',
        knob: { kind: 'direction', id: idOf('a'), dims: [4, 8, 8], explained: 0.4, stability: 0.9 },
      },
    })
    await until(() => useShelf.getState().cards.length === 1)
    useDiscovered.setState({ found: [] })
    expect([idOf('a'), idOf('e')].map(directionName)).toEqual(['Leaning', 'eeeeeeee'])
    await dropKnob('Leaning', 'Leaning')
    await until(() => useShelf.getState().cards.length === 0)
  })
})

test('a pair of words is kept with its steps', async () => {
  await keepSteering(
    { kind: 'words', less: 'small', more: 'large', amount: 2, from: 0.2, to: 0.6 },
    'small | large',
  )
  expect(asked('knobs.save').at(-1)).toMatchObject({
    file: { from: 0.2, to: 0.6, knob: { kind: 'words', less: 'small', more: 'large' } },
  })
})

test('a file that is refused stays in sight with its reason', async () => {
  await bringKnobs([new File(['{}'], 'tilt.knob.json')])
  const reason = 'This knob is of the family sdxl; this model is of sd1'
  expect(useShelf.getState().refused).toEqual([{ names: 'tilt.knob.json', reason }])
  expect(useView.getState().side).toBe('knobs')
  expect(useToasts.getState().toasts.at(-1)).toMatchObject({ tone: 'error', text: reason })
})
