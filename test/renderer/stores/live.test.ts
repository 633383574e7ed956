import { beforeEach, describe, expect, test } from 'vitest'
import { useDesk } from '../../../renderer/stores/desk.ts'
import { useJobs } from '../../../renderer/stores/jobs.ts'
import {
  deskGeneration,
  drawnBy,
  drawsOnRelease,
  hold,
  letGo,
  putAway,
  release,
  useLive,
} from '../../../renderer/stores/live.ts'
import { setView } from '../../../renderer/stores/view.ts'
import type { JobState } from '../../../shared/studio/jobs.ts'

const phase = () => useLive.getState().phase
const turnTo = (angle: number) => useDesk.setState({ knobs: { angle } })
const job = (id: string, state: JobState['state']) =>
  useJobs.setState({ jobs: [{ id, state, pictures: [] } as unknown as JobState] })

beforeEach(() => {
  letGo()
  useLive.setState({ drawOnRelease: null })
  useJobs.setState({ jobs: [] })
  setView({ show: 'live', selected: null, job: null })
  useDesk.setState({ model: 'tiny', seed: '5', locked: true, knobs: {}, prompt: '', count: 4 })
})

test('what is drafted is one picture of the desk, and nothing while it cannot be drawn', () => {
  expect(deskGeneration(useDesk.getState())).toMatchObject({ seed: 5, prompt: '' })
  useDesk.setState({ seed: 'five' })
  expect(deskGeneration(useDesk.getState())).toBe(null)
})

describe('a hand', () => {
  test('that changes nothing leaves nothing', () => {
    hold()
    expect([release(true), phase()]).toEqual([false, 'rest'])
  })
  test('that turns something leaves its draft, to be drawn in full while the seed is locked', () => {
    hold()
    turnTo(10)
    expect([release(true), phase()]).toEqual([true, 'shown'])
  })
  test('that only peeks never has it drawn', () => {
    hold()
    turnTo(10)
    expect([release(false), phase()]).toEqual([false, 'shown'])
  })
  test('that comes again while it is being drawn in full makes that needless', () => {
    hold()
    turnTo(10)
    release(true)
    job('a', 'running')
    drawnBy('a')
    expect(hold()).toBe('a')
    expect(hold()).toBe(null)
    release(true)
    job('b', 'done')
    drawnBy('b')
    expect(hold()).toBe(null)
  })
})

test('drawing on release follows the lock of the seed until it is set', () => {
  expect([true, false].map(locked => drawsOnRelease({ drawOnRelease: null }, locked))).toEqual([true, false])
  expect([true, false].map(locked => drawsOnRelease({ drawOnRelease: true }, locked))).toEqual([true, true])
  expect([true, false].map(locked => drawsOnRelease({ drawOnRelease: false }, locked))).toEqual([
    false,
    false,
  ])
})

describe('a draft that stays', () => {
  beforeEach(() => {
    hold()
    turnTo(10)
    release(false)
  })
  test.each([
    ['the desk is changed by something else', () => useDesk.setState({ prompt: 'a fox' })],
    ['another picture is opened', () => setView({ show: 'picture', selected: 'b'.repeat(64) })],
    ['it is put away', putAway],
  ])('goes when %s', (_, what) => {
    expect(phase()).toBe('shown')
    what()
    expect(phase()).toBe('rest')
  })
  test('stays when what changes is not in the picture', () => {
    useDesk.setState({ count: 9 })
    expect(phase()).toBe('shown')
  })
  test('is not put away from under a hand', () => {
    hold()
    putAway()
    expect(phase()).toBe('held')
  })
})

describe('drawn in full', () => {
  beforeEach(() => {
    hold()
    turnTo(10)
    release(true)
    job('a', 'running')
    drawnBy('a')
  })
  test('the draft stays while its picture becomes the one in sight', () => {
    setView({ show: 'live', job: 'a', selected: 'b'.repeat(64) })
    expect(phase()).toBe('drawing')
  })
  test('it goes when that fails, or when somebody goes to another picture', () => {
    job('a', 'failed')
    expect(phase()).toBe('rest')
    drawnBy('a')
    expect(phase()).toBe('rest')
    useLive.setState({ phase: 'drawing' })
    setView({ show: 'picture' })
    expect(phase()).toBe('rest')
  })
})
