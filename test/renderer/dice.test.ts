import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Stop } from '../../renderer/stores/walk.ts'
import type { Handlers } from '../../shared/contract.ts'
import { StudioError } from '../../shared/errors.ts'
import type { JobRequest } from '../../shared/studio/jobs.ts'
import type { StudioContract } from '../../shared/studio-contract.ts'
import { fakeStudio, idOf, until } from './fake-studio.ts'

const walked: Parameters<Handlers<StudioContract>['walk.run']>[0][] = []
let failWith: StudioError | null = null
const { state, bridge } = fakeStudio(3, {
  'walk.run': async (input, { emit, signal }) => {
    walked.push(input)
    for (let index = 0; index < 3; index++) {
      await new Promise(resolve => setTimeout(resolve, 5))
      signal.throwIfAborted()
      emit({ kind: 'frame', index, of: 3, png: Uint8Array.of(index), msLeft: 2 - index })
    }
    if (failWith) throw failWith
    return { saved: input.save.map(format => ({ format, name: `w.${format}`, bytes: 9, files: 1 })) }
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const { open } = await import('../../renderer/api.ts')
const { useDesk } = await import('../../renderer/stores/desk.ts')
const { useModels } = await import('../../renderer/stores/models.ts')
const { undoLast } = await import('../../renderer/stores/desk-history.ts')
const { addRegion, freeDie, lockDie, rollOnly, throwDie, typeDie } = await import(
  '../../renderer/actions/dice-tray.ts'
)
const { roll } = await import('../../renderer/actions/roll.ts')
const { changeWalk, isDrawn, runWalk, stopWalk, useWalk } = await import('../../renderer/stores/walk.ts')
const { noDice } = await import('../../shared/dice.ts')
const { generation } = await import('../../shared/generation.ts')

beforeAll(async () => {
  await open()
  await until(() => useModels.getState().models.length > 0)
})
const rectangle = { x: 0, y: 0, width: 0.5, height: 1 }
const desk = () => useDesk.getState()
const requests = (): JobRequest[] =>
  state.asked
    .filter(({ name }) => name === 'jobs.add')
    .flatMap(({ input }) => (input as { jobs: JobRequest[] }).jobs)

describe('the tray', () => {
  beforeEach(() => {
    useDesk.setState({
      model: 'tiny',
      seed: '7',
      locked: false,
      dice: noDice,
      diceLocks: [],
      count: 1,
      around: null,
    })
    state.asked.length = 0
  })

  test('a thrown die has a seed of its own and stays loose; a typed one is locked', () => {
    throwDie('layout')
    expect(desk().dice.layout).not.toBe(null)
    expect(typeDie('texture', 'seven')).toBe(false)
    expect(typeDie('texture', '18446744073709551615')).toBe(true)
    expect(desk()).toMatchObject({ dice: { texture: '18446744073709551615' }, diceLocks: ['texture'] })
    freeDie('texture')
    expect(desk()).toMatchObject({ dice: { texture: null }, diceLocks: [] })
  })

  test('the big roll throws what is loose and leaves what is locked', async () => {
    typeDie('layout', '5')
    throwDie('texture')
    const { texture } = desk().dice
    await roll()
    const [{ generation }] = requests() as [JobRequest]
    expect(generation.dice.layout).toBe(5)
    expect(generation.dice.texture).not.toBe(texture)
    expect(desk().dice).toEqual(generation.dice)
    lockDie('texture', true)
    await roll()
    expect(requests()[1]!.generation.dice).toEqual(generation.dice)
  })

  test('only the layout: everything else is locked, the main seed with it', async () => {
    throwDie('texture')
    addRegion({ rectangle })
    const before = desk().dice
    await rollOnly('layout')
    await rollOnly('layout')
    const [a, b] = requests()
    for (const { generation } of [a!, b!]) {
      expect(generation.seed).toBe(7)
      expect({ ...generation.dice, layout: null }).toEqual(before)
    }
    expect(a!.generation.dice.layout).not.toBe(b!.generation.dice.layout)
    // And each further roll goes on in this way.
    await roll()
    expect(requests()[2]!.generation).toMatchObject({ seed: 7, dice: { texture: before.texture } })
  })

  test('locks stay with their regions when one goes; undo brings it back', () => {
    for (let n = 0; n < 3; n++) addRegion({ rectangle })
    lockDie('region:2', true)
    const seeds = desk().dice.regions.map(({ seed }) => seed)
    freeDie('region:0')
    expect(desk().diceLocks).toEqual(['region:1'])
    expect(desk().dice.regions.map(({ seed }) => seed)).toEqual(seeds.slice(1))
    undoLast()
    expect(desk().dice.regions.map(({ seed }) => seed)).toEqual(seeds)
    expect(desk().diceLocks).toEqual(['region:2'])
    for (let n = 0; n < 20; n++) addRegion({ rectangle })
    expect(desk().dice.regions).toHaveLength(16)
  })
})

describe('a walk', () => {
  const stop = (n: number): Stop => ({
    id: idOf(n),
    prompt: 'a bird',
    model: 'tiny',
    settings: generation.parse({ seed: n }) as Stop['settings'],
  })
  beforeEach(() => {
    failWith = null
    walked.length = 0
    changeWalk({ stops: [stop(1), stop(2)], between: 1, loop: false })
  })

  test('comes frame by frame, and is saved without being drawn again here', async () => {
    await runWalk()
    const drawn = useWalk.getState()
    expect(drawn.frames.map(([byte]) => byte)).toEqual([0, 1, 2])
    expect([isDrawn(drawn), drawn.busy, drawn.error]).toEqual([true, null, null])
    await runWalk(['webp'])
    await runWalk(['webp'])
    expect(useWalk.getState().saved).toEqual([{ format: 'webp', name: 'w.webp', bytes: 9, files: 1 }])
    expect(useWalk.getState().frames).toBe(drawn.frames)
    expect(walked.map(({ save }) => save)).toEqual([[], ['webp'], ['webp']])
  })

  test('that is changed or stopped while it is drawn leaves nothing of itself', async () => {
    const running = runWalk()
    await until(() => useWalk.getState().frames.length > 0)
    changeWalk({ between: 5 })
    await running
    expect(useWalk.getState()).toMatchObject({ frames: [], busy: null, error: null })
    const second = runWalk()
    await until(() => useWalk.getState().busy === 'drawing')
    stopWalk()
    await second
    expect(useWalk.getState()).toMatchObject({ busy: null, error: null })
  })

  test('that fails says why', async () => {
    failWith = new StudioError('invalid-input', 'No way leads through these pictures')
    await runWalk()
    expect(useWalk.getState()).toMatchObject({ busy: null, error: 'No way leads through these pictures' })
  })
})
