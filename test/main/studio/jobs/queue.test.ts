import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addJobs,
  cancelWaiting,
  clearEnded,
  emptyQueue,
  isEnded,
  moveJob,
  newJob,
  type Queue,
  retryJob,
  updateJob,
} from '#main/studio/jobs/queue.ts'
import { jobRequest } from '#shared/studio/jobs.ts'

const request = jobRequest.parse({
  model: 'picturebook',
  generation: { prompt: 'a bird', seed: 1 },
  count: 2,
})
const job = (id: string) => newJob(id, request, 0)
const ids = ({ jobs }: Queue) => jobs.map(({ id }) => id).join('')
const abc = addJobs(emptyQueue, ['a', 'b', 'c'].map(job), false)

describe('the queue', () => {
  test('adds behind, or before everything that waits but not before what runs', () => {
    expect(ids(addJobs(abc, [job('x'), job('y')], false))).toBe('abcxy')
    const running = updateJob(abc, 'a', { state: 'running' })
    expect(ids(addJobs(running, [job('x'), job('y')], true))).toBe('axybc')
  })

  test('moves among what waits', () => {
    expect(ids(moveJob(abc, 'c', 0))).toBe('cab')
    expect(ids(moveJob(abc, 'a', 99))).toBe('bca')
    const running = updateJob(abc, 'a', { state: 'running' })
    expect(ids(moveJob(running, 'c', 0))).toBe('acb')
    expect(moveJob(running, 'a', 1)).toBe(running)
    expect(moveJob(abc, 'nobody', 1)).toBe(abc)
  })

  test('keeps what has ended at the end, the latest first, until it is cleared', () => {
    let queue = updateJob(updateJob(abc, 'a', { state: 'running' }), 'a', { state: 'done' })
    queue = updateJob(updateJob(queue, 'b', { state: 'running' }), 'b', { state: 'failed' })
    expect(ids(queue)).toBe('cba')
    expect(ids(clearEnded(queue))).toBe('c')
  })

  test('cancels what waits, all or some', () => {
    const running = updateJob(abc, 'a', { state: 'running' })
    expect(cancelWaiting(running).jobs.map(({ state }) => state)).toEqual([
      'running',
      'cancelled',
      'cancelled',
    ])
    expect(ids(cancelWaiting(running, ['b']))).toBe('acb')
  })

  test('retries with the pictures it has; one that has them all is done', () => {
    const failed = updateJob(abc, 'a', { state: 'failed', pictures: ['p'], step: 3 })
    const again = retryJob(failed, 'a')
    expect(ids(again)).toBe('bca')
    expect(again.jobs.at(-1)).toMatchObject({ state: 'waiting', pictures: ['p'], step: 0, error: null })
    const all = updateJob(abc, 'a', { state: 'cancelled', pictures: ['p', 'q'] })
    expect(retryJob(all, 'a').jobs.at(-1)).toMatchObject({ id: 'a', state: 'done' })
    expect(retryJob(abc, 'a')).toBe(abc)
  })

  test('whatever happens: nothing is lost or doubled, and the order is running, waiting, ended', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd')
    const state = fc.constantFrom('waiting', 'running', 'done', 'failed', 'cancelled' as const)
    const step: fc.Arbitrary<(queue: Queue) => Queue> = fc.oneof(
      fc.tuple(id, state).map(([who, to]) => (queue: Queue) => {
        const busy = queue.jobs.some(other => other.state === 'running' && other.id !== who)
        return to === 'running' && busy ? queue : updateJob(queue, who, { state: to })
      }),
      fc.tuple(id, fc.nat(5)).map(
        ([who, to]) =>
          (queue: Queue) =>
            moveJob(queue, who, to),
      ),
      fc.array(id).map(who => (queue: Queue) => cancelWaiting(queue, who)),
      id.map(who => (queue: Queue) => retryJob(queue, who)),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const queue = steps.reduce((at, next) => next(at), addJobs(abc, [job('d')], true))
        expect([...ids(queue)].sort().join('')).toBe('abcd')
        const rank = queue.jobs.map(one => (one.state === 'running' ? 0 : isEnded(one) ? 2 : 1))
        expect(rank).toEqual([...rank].sort())
      }),
      { numRuns: 500 },
    )
  })
})
