import { beforeEach, describe, expect, test, vi } from 'vitest'

const listeners = new Map<string, () => void>()
vi.stubGlobal('window', {
  addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
})
const { asOne, did, redoLast, silently, undoLast, useUndo } = await import(
  '../../../renderer/stores/desk-history.ts'
)
const { chooseModel, give, giveKnob, setDesk, setPrompt, useDesk } = await import(
  '../../../renderer/stores/desk.ts'
)
const { useModels } = await import('../../../renderer/stores/models.ts')
const { toast, useToasts } = await import('../../../renderer/stores/toasts.ts')
const { emptyLog } = await import('../../../renderer/lib/undo-log.ts')
const { noDice } = await import('../../../shared/dice.ts')
const { card } = await import('../card.ts')

const initial = useDesk.getInitialState()
const desk = () => useDesk.getState()
const labels = () => useUndo.getState().done.map(({ label }) => label)
const press = () => listeners.get('pointerdown')!()
const release = () => listeners.get('pointerup')!()
const key = () => listeners.get('keydown')!()
const hue = {
  name: 'hue',
  label: 'Hue',
  kind: 'hue',
  min: 0,
  max: 360,
  unit: '',
  help: '',
  choices: [],
  default: null,
}

beforeEach(() => {
  release()
  key()
  silently(() => useDesk.setState({ ...initial, model: 'tiny', seed: '5' }, true))
  useModels.setState({ models: [card({ knobs: [hue] })] })
  useToasts.setState({ toasts: [] })
  useUndo.setState(emptyLog)
})

describe('every change of the desk can be undone, by its name', () => {
  const brightness = { kind: 'analytic', name: 'brightness', amount: 0, from: 0, to: 1 } as const
  test.each([
    ['write the prompt', () => setPrompt('a fox')],
    ['write what to leave out', () => setDesk({ negative: 'blur' })],
    ['set Steps', () => give('steps', 30)],
    ['turn Hue', () => giveKnob('hue', 20)],
    ['choose the model', () => chooseModel('other')],
    ['roll the die of layout', () => setDesk({ dice: { ...noDice, layout: 7 } })],
    ['roll the dice', () => setDesk({ dice: { ...noDice, layout: 7, texture: 8 } })],
    ['set where texture begins', () => setDesk({ dice: { ...noDice, split: 0.5 } })],
    ['lock a die', () => setDesk({ diceLocks: ['layout'] })],
    [
      'roll the die of layout',
      () => setDesk({ dice: { ...noDice, layout: 7 }, diceLocks: ['layout'], locked: true }),
    ],
    ['add Brightness', () => setDesk({ steer: [brightness] })],
    ['set the seed', () => setDesk({ seed: '9', locked: true })],
    ['lock the seed', () => setDesk({ locked: true })],
    ['choose how many', () => setDesk({ count: 4 })],
    ['set the variations', () => setDesk({ around: { seed: 3, strength: 0.3, held: false } })],
    ['leave the branch', () => setDesk({ parent: 'f'.repeat(64) })],
    ['change the desk', () => setDesk({ prompt: 'a fox', given: { steps: 3 } })],
  ])('%s', (label, change) => {
    const before = desk()
    change()
    const after = desk()
    expect(labels()).toEqual([label])
    expect(undoLast()).toBe(label)
    expect(desk()).toEqual(before)
    expect(redoLast()).toBe(label)
    expect(desk()).toEqual(after)
  })
  test('a die that is thrown, given back, and all of them', () => {
    const thrown = { ...noDice, layout: 7, texture: 8 }
    setDesk({ dice: thrown })
    setDesk({ dice: { ...thrown, layout: null } })
    setDesk({ dice: noDice, diceLocks: [] })
    expect(labels()).toEqual(['roll the dice', 'give back the die of layout', 'give all dice back'])
  })
  test('a knob that is turned, and one that goes', () => {
    setDesk({ steer: [brightness] })
    setDesk({ steer: [{ ...brightness, amount: 1 }] })
    setDesk({ steer: [] })
    expect(labels()).toEqual(['add Brightness', 'turn Brightness', 'take away Brightness'])
  })
})

describe('gestures', () => {
  test('a drag is one entry, the next one another', () => {
    for (const start of [0, 100]) {
      press()
      for (let n = 1; n <= 50; n++) giveKnob('hue', start + n)
      release()
    }
    expect(labels()).toEqual(['turn Hue', 'turn Hue'])
    undoLast()
    expect(desk().knobs).toEqual({ hue: 50 })
  })
  test('what is typed at one go is one entry; what the walk through earlier prompts did is another', () => {
    for (const text of ['a', 'a f', 'a fox']) setPrompt(text)
    setDesk({ history: ['a cat'], place: 0 })
    expect(labels()).toEqual(['write the prompt'])
    expect(undoLast()).toBe('write the prompt')
    expect(desk().prompt).toBe('')
  })
  test('200 of them all come back', () => {
    for (let n = 1; n <= 300; n++) {
      press()
      giveKnob('hue', n)
      release()
    }
    for (let n = 0; n < 250; n++) undoLast()
    expect(desk().knobs).toEqual({ hue: 50 })
  })
})

test('a roll takes no entry away and adds none', () => {
  giveKnob('hue', 20)
  silently(() => setDesk({ seed: '77', history: ['a fox'], place: -1 }))
  expect(labels()).toEqual(['turn Hue'])
  undoLast()
  expect(desk()).toMatchObject({ knobs: {}, seed: '77' })
})

test('several changes that belong together are one', () => {
  asOne('begin', () => {
    setPrompt('a fox')
    asOne('within', () => give('steps', 9))
  })
  expect(labels()).toEqual(['begin'])
  undoLast()
  expect(desk()).toMatchObject({ prompt: '', given: {} })
})

describe('one order over the desk and what notices offer to take back', () => {
  test('what happened last is undone first, and again', () => {
    const done: string[] = []
    setPrompt('a fox')
    toast('3 pictures moved to the trash', {
      undo: true,
      action: { label: 'Undo', run: () => done.push('restored') },
      deed: { label: 'move to trash', redo: () => done.push('trashed') },
    })
    give('steps', 9)
    expect(undoLast()).toBe('set Steps')
    expect(undoLast()).toBe('move to trash')
    expect([done, useToasts.getState().toasts]).toEqual([['restored'], []])
    expect(undoLast()).toBe('write the prompt')
    expect(undoLast()).toBe(null)
    redoLast()
    redoLast()
    expect(done).toEqual(['restored', 'trashed'])
  })
  test('the button of a notice takes back its own deed, even when something came after', () => {
    const done: string[] = []
    toast('Moved', { undo: true, action: { label: 'Undo', run: () => done.push('restored') } })
    setPrompt('a fox')
    useToasts.getState().toasts[0]!.action!.run()
    expect([done, desk().prompt, labels()]).toEqual([['restored'], 'a fox', ['write the prompt']])
  })
  test('a deed that was taken back in another way is passed over', () => {
    const undo = did({ label: 'one', undo: () => {} })
    undo()
    giveKnob('hue', 20)
    silently(() => setDesk({ knobs: {} }))
    setPrompt('a fox')
    undoLast()
    expect(undoLast()).toBe(null)
  })
})
