import { beforeAll, describe, expect, test, vi } from 'vitest'
import { StudioError } from '../../shared/errors.ts'
import type { JobState } from '../../shared/studio/jobs.ts'
import type { PictureFilter } from '../../shared/studio/pictures.ts'
import { fakeStudio, idOf, until } from './fake-studio.ts'

const { state, bridge } = fakeStudio()
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })

const { open } = await import('../../renderer/api.ts')
const { cache, need, setFilter, useLibrary } = await import('../../renderer/stores/library.ts')
const { useJobs, shareDone, moveJob } = await import('../../renderer/stores/jobs.ts')
const { useDesk } = await import('../../renderer/stores/desk.ts')
const { useModels } = await import('../../renderer/stores/models.ts')
const { useSettings, changeSettings } = await import('../../renderer/stores/settings.ts')
const { useToasts } = await import('../../renderer/stores/toasts.ts')
const { undoLast } = await import('../../renderer/stores/desk-history.ts')
const { useView } = await import('../../renderer/stores/view.ts')
const { roll } = await import('../../renderer/actions/roll.ts')
const { trash } = await import('../../renderer/actions/bin.ts')
const { choose, selectAll, selectAt } = await import('../../renderer/actions/selection.ts')
await import('../../renderer/stores/session.ts')
const { deeds } = await import('../../renderer/actions/run.ts')
const { plain } = await import('../../shared/generation.ts')
const { actionIds } = await import('../../shared/actions.ts')

const asked = (name: string) => state.asked.filter(call => call.name === name).map(call => call.input)
const job = (id: string, more: Partial<JobState> = {}): JobState => ({
  id,
  request: {
    model: 'tiny',
    count: 4,
    generation: {
      prompt: 'a fox',
      negative: '',
      seed: 7,
      variation: { seed: 0, strength: 0 },
      rng: 'cpu',
      knobs: {},
      ...plain,
    },
  },
  added: 1,
  state: 'waiting',
  pictures: [],
  step: 0,
  steps: 0,
  msLeft: null,
  error: null,
  warnings: [],
  ...more,
})
const queue = (...jobs: JobState[]) => state.jobs!({ kind: 'queue', jobs, paused: false })

beforeAll(async () => {
  await open()
  await until(() => useLibrary.getState().state === 'ready' && useDesk.getState().prompt === 'unsent')
  useDesk.setState({ model: 'tiny' })
})

test('every row of the table of actions has its deed', () => {
  expect(Object.keys(deeds).sort()).toEqual([...actionIds].sort())
})

describe('when the channel opens', () => {
  test('settings, models, session and the newest pictures are there', () => {
    expect(useSettings.getState().settings.theme).toBe('light')
    expect(useModels.getState().models.map(({ id }) => id)).toEqual(['tiny'])
    expect(useDesk.getState().prompt).toBe('unsent')
    expect(useLibrary.getState().total).toBe(250)
    expect(cache.at(0)?.id).toBe(idOf(0))
  })
})

describe('the history', () => {
  test('fetches what comes into sight, once', async () => {
    need(120, 160)
    await until(() => cache.at(150) !== undefined)
    const before = asked('pictures.range').length
    need(121, 161)
    expect(asked('pictures.range').length).toBe(before)
  })
  test('reads again what changed, showing the old until then', async () => {
    state.total = 251
    state.pictures!({ kind: 'added', ids: [idOf(999)] })
    expect(cache.at(0)).toBeDefined()
    await until(() => useLibrary.getState().total === 251)
    state.total = 250
  })
  test('asks with the filter', async () => {
    setFilter({ trashed: false, starred: true })
    await until(() => (asked('pictures.range').at(-1) as { filter: PictureFilter }).filter.starred === true)
    setFilter({ trashed: false })
    await until(() => useLibrary.getState().state === 'ready')
  })
  test('chooses a range and everything, held or not', async () => {
    selectAt(3)
    choose(idOf(240), 240, { ctrl: false, shift: true })
    await until(() => useView.getState().chosen.size === 238)
    await selectAll()
    expect(useView.getState().chosen.size).toBe(250)
  })
  test('trash comes with its undo', async () => {
    await trash([idOf(3)])
    expect(asked('pictures.trash').at(-1)).toEqual({ ids: [idOf(3)] })
    expect(undoLast()).toBe('move to trash')
    await until(() => asked('pictures.restore').length === 1)
    expect(asked('pictures.restore')[0]).toEqual({ ids: [idOf(3)] })
  })
})

describe('a roll', () => {
  test('unlocked draws a new seed, shows it and remembers the prompt', async () => {
    useDesk.setState({ prompt: 'a fox', seed: '5', locked: false, count: 4 })
    const rolled = roll()
    await until(() => asked('jobs.add').length === 1)
    queue(job('job-0'))
    await rolled
    const { seed, history } = useDesk.getState()
    expect(asked('jobs.add')[0]).toMatchObject({
      front: false,
      jobs: [{ model: 'tiny', count: 4, generation: { prompt: 'a fox', seed: Number(seed) } }],
    })
    expect(history[0]).toBe('a fox')
    expect(useView.getState()).toMatchObject({ page: 'stage', show: 'live', job: 'job-0' })
  })
  test('locked keeps it; behind another job the one in work stays in sight', async () => {
    useDesk.setState({ seed: '5', locked: true })
    await roll(true)
    expect(asked('jobs.add').at(-1)).toMatchObject({ front: true, jobs: [{ generation: { seed: 5 } }] })
    expect(useView.getState().job).toBe(null)
  })
  test('that cannot be made says why', async () => {
    useDesk.setState({ seed: 'dice' })
    const before = asked('jobs.add').length
    await roll()
    expect(asked('jobs.add').length).toBe(before)
    expect(useToasts.getState().toasts.at(-1)).toMatchObject({ tone: 'error', text: /whole number/ })
    useDesk.setState({ seed: '5' })
  })
  test('that the host refuses says what the host said', async () => {
    state.failNext = new StudioError('disk-full', 'The disk is full; make room')
    await roll()
    expect(useToasts.getState().toasts.at(-1)).toMatchObject({
      tone: 'error',
      text: 'The disk is full; make room',
    })
  })
})

describe('the queue', () => {
  test('follows progress and pictures', async () => {
    queue(job('a', { state: 'running' }), job('b'))
    await until(() => useJobs.getState().jobs.length === 2)
    state.jobs!({ kind: 'progress', id: 'a', image: 1, step: 5, steps: 20, msLeft: 3000 })
    state.jobs!({ kind: 'picture', id: 'a', image: 0, picture: idOf(1) })
    await until(() => useJobs.getState().jobs[0]!.pictures.length === 1)
    const [running] = useJobs.getState().jobs
    expect(running).toMatchObject({ step: 5, msLeft: 3000 })
    expect(shareDone(running!)).toBeCloseTo((1 + 5 / 20) / 4)
  })
  test('shows a move at once', async () => {
    queue(job('a', { state: 'running' }), job('b'), job('c'), job('d'))
    await until(() => useJobs.getState().jobs.length === 4)
    moveJob('d', 0)
    expect(useJobs.getState().jobs.map(({ id }) => id)).toEqual(['a', 'd', 'b', 'c'])
    await until(() => asked('jobs.move').length === 1)
    expect(asked('jobs.move')[0]).toEqual({ id: 'd', to: 0 })
  })
})

test('a setting that cannot be kept goes back to what it was', async () => {
  state.failNext = new StudioError('not-writable', 'The settings cannot be written')
  await changeSettings({ theme: 'dark' })
  expect(useSettings.getState().settings.theme).toBe('light')
  expect(useToasts.getState().toasts.at(-1)?.text).toBe('The settings cannot be written')
})

test('what is typed is kept soon', async () => {
  useDesk.setState({ prompt: 'half a sen' })
  await until(() =>
    asked('session.set').some(input => (input as { prompt?: string }).prompt === 'half a sen'),
  )
})
