import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type JobRunner, openJobs } from '#main/studio/jobs/jobs.ts'
import { readQueue, writeQueue } from '#main/studio/jobs/queue-file.ts'
import { throttle } from '#main/studio/jobs/throttle.ts'
import { StudioError } from '#shared/errors.ts'
import { isDrawn, type JobState, type JobsEvent, jobRequest } from '#shared/studio/jobs.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
const request = (prompt: string, count = 1) =>
  jobRequest.parse({ model: 'picturebook', generation: { prompt, seed: 1 }, count })

const promptOf = (job: JobState) => (isDrawn(job) ? job.request.generation.prompt : '')

/** A runner that the test plays: each job waits until it is told how it ends. */
function stage() {
  const begun: {
    prompt: string
    end: (error?: unknown) => void
    signal: AbortSignal
    update: Parameters<JobRunner>[1]['onUpdate']
  }[] = []
  const run: JobRunner = (job, { signal, onUpdate }) =>
    new Promise((resolve, reject) => {
      const end = (error?: unknown) => (error ? reject(error) : resolve())
      signal.addEventListener('abort', () => reject(signal.reason))
      begun.push({ prompt: promptOf(job), end, signal, update: onUpdate })
    })
  return { begun, run, latest: () => begun.at(-1)! }
}

function open(more: Partial<Parameters<typeof openJobs>[0]> = {}) {
  const play = stage()
  const events: JobsEvent[] = []
  const jobs = openJobs({ run: play.run, save: () => {}, ...more })
  jobs.watch(event => events.push(event))
  const states = () => jobs.queue().jobs.map(job => `${promptOf(job)}:${job.state}`)
  return { jobs, events, states, ...play }
}
const turn = () => new Promise(resolve => setImmediate(resolve))

describe('jobs', () => {
  test('run one at a time, in order, and go on after one fails', async () => {
    const { jobs, begun, latest, states } = open()
    jobs.add([request('a'), request('b'), request('c')], false)
    expect(begun.map(({ prompt }) => prompt)).toEqual(['a'])
    latest().end(new StudioError('out-of-memory', 'No memory'))
    await turn()
    expect(begun.map(({ prompt }) => prompt)).toEqual(['a', 'b'])
    latest().end()
    await turn()
    expect(states()).toEqual(['c:running', 'b:done', 'a:failed'])
    expect(jobs.queue().jobs[2]!.error).toEqual({ code: 'out-of-memory', message: 'No memory' })
  })

  test('cancelling one, or all, ends the running one too, and the next begins', async () => {
    const { jobs, states, begun } = open()
    const ids = jobs.add([request('a'), request('b'), request('c')], false)
    jobs.cancel([ids[0]!, ids[1]!])
    await turn()
    expect(states()).toEqual(['c:running', 'a:cancelled', 'b:cancelled'])
    jobs.cancel()
    await turn()
    expect(states()).toEqual(['c:cancelled', 'a:cancelled', 'b:cancelled'])
    expect(begun).toHaveLength(2)
  })

  test('paused: what runs goes on, nothing more begins, and the pause is kept', async () => {
    const saved: boolean[] = []
    const { jobs, states, latest } = open({ save: ({ paused }) => saved.push(paused) })
    jobs.add([request('a'), request('b')], false)
    jobs.pause(true)
    latest().end()
    await turn()
    expect(states()).toEqual(['b:waiting', 'a:done'])
    expect(saved.at(-1)).toBe(true)
    jobs.pause(false)
    expect(states()).toEqual(['b:running', 'a:done'])
  })

  test('what would fail every job pauses the queue: a full disk, no permission, an engine that keeps crashing', async () => {
    for (const error of [
      new StudioError('disk-full', 'x'),
      new StudioError('not-writable', 'x'),
      new StudioError('engine-crashed', 'The engine crashed 3 times in a row. Try the CPU'),
    ]) {
      const { jobs, states, latest } = open()
      jobs.add([request('a'), request('b')], false)
      latest().end(error)
      await turn()
      expect(states()).toEqual(['b:waiting', 'a:failed'])
      expect(jobs.queue().paused).toBe(true)
    }
  })

  test('pictures are told as they come and are in the queue; a retry keeps them', async () => {
    const { jobs, events, latest, begun } = open()
    const [id] = jobs.add([request('a', 3)], false)
    latest().update({ kind: 'picture', image: 0, picture: 'p0' })
    latest().update({ kind: 'picture', image: 1, picture: 'p1' })
    latest().end(new StudioError('engine-crashed', 'gone'))
    await turn()
    expect(events.filter(({ kind }) => kind === 'picture')).toEqual([
      { kind: 'picture', id, image: 0, picture: 'p0' },
      { kind: 'picture', id, image: 1, picture: 'p1' },
    ])
    jobs.retry(id!)
    expect(begun).toHaveLength(2)
    expect(jobs.queue().jobs[0]).toMatchObject({ state: 'running', pictures: ['p0', 'p1'] })
  })

  test('previews and progress come at most ten times a second, and the last always', async () => {
    const { jobs, events, latest } = open()
    jobs.add([request('a')], false)
    for (let step = 1; step <= 200; step++) {
      latest().update({ kind: 'step', image: 0, images: 1, step, of: 200, msLeft: 1 })
      latest().update({ kind: 'preview', image: 0, step, png: new Uint8Array(1) })
      if (step % 20 === 0) await new Promise(resolve => setTimeout(resolve, 25))
    }
    latest().end()
    await turn()
    for (const kind of ['preview', 'progress'] as const) {
      const told = events.filter(event => event.kind === kind)
      expect(told.length).toBeGreaterThan(1)
      expect(told.length).toBeLessThan(12)
      expect(told.at(-1)).toMatchObject({ step: 200 })
    }
    const last = events.at(-1)
    expect(last).toMatchObject({ kind: 'queue', jobs: [{ state: 'done' }] })
  })

  test('closing puts the running job back, with its pictures', async () => {
    const { jobs, latest, states } = open()
    jobs.add([request('a', 2), request('b')], false)
    latest().update({ kind: 'picture', image: 0, picture: 'p0' })
    await jobs.close()
    expect(states()).toEqual(['a:waiting', 'b:waiting'])
    expect(jobs.queue().jobs[0]!.pictures).toEqual(['p0'])
  })

  test('nothing begins before somebody is there, nor while nothing could be kept', async () => {
    let writable = false
    const { jobs, begun } = open({
      mayBegin: () => writable,
      restored: { jobs: openWith(['a']), paused: false },
    })
    await turn()
    expect(begun).toHaveLength(0)
    jobs.start()
    expect(begun).toHaveLength(0)
    writable = true
    jobs.start()
    expect(begun).toHaveLength(1)
  })
})

const openWith = (prompts: string[]) => {
  const { jobs } = open({ mayBegin: () => false })
  jobs.add(
    prompts.map(prompt => request(prompt)),
    false,
  )
  return jobs.queue().jobs
}

describe('the queue on disk', () => {
  const file = () => join(scratch.path, 'queue.json')

  test('what had not run is there again; what ran begins anew with the pictures it has', async () => {
    const [a, b] = openWith(['a', 'b'])
    const jobs = [
      { ...a!, state: 'running' as const, pictures: ['p'] },
      b!,
      { ...b!, id: 'x', state: 'done' as const },
    ]
    await writeQueue(file(), { jobs, paused: true }, 0)
    const read = await readQueue(file())
    expect(read).toMatchObject({ paused: true, crashes: 1, problem: null })
    expect(read.jobs.map(({ id, state, pictures }) => [id, state, pictures])).toEqual([
      [a!.id, 'waiting', ['p']],
      [b!.id, 'waiting', []],
    ])
    expect(read.jobs[0]!.request).toEqual(a!.request)
  })

  test('one that is there and cannot be read is set aside, not written over', async () => {
    mkdirSync(file())
    expect(await readQueue(file())).toMatchObject({ jobs: [], problem: expect.stringMatching('was kept as') })
    expect(readdirSync(scratch.path)).toEqual([expect.stringMatching(/^queue\.json\.kept-/)])
  })

  test('after going down twice in a row while drawing, it waits for a person', async () => {
    const [a] = openWith(['a'])
    const running = { jobs: [{ ...a!, state: 'running' as const }], paused: false }
    await writeQueue(file(), running, 0)
    const once = await readQueue(file())
    expect(once).toMatchObject({ paused: false, crashes: 1 })
    await writeQueue(file(), running, once.crashes)
    expect(await readQueue(file())).toMatchObject({
      paused: true,
      problem: expect.stringMatching('paused until you'),
    })
  })

  test('garbage is kept aside and told; a request that no longer makes sense takes no other along', async () => {
    writeFileSync(file(), '{"format":1,"jobs":[')
    expect(await readQueue(file())).toMatchObject({ jobs: [], problem: expect.stringMatching('was kept as') })
    const kept = readdirSync(scratch.path).find(name => name.includes('kept'))
    expect(readFileSync(join(scratch.path, kept!), 'utf8')).toBe('{"format":1,"jobs":[')
    const [a, b] = openWith(['a', 'b'])
    await writeQueue(
      file(),
      { jobs: [a!, { ...b!, request: { ...b!.request, count: 0 } }], paused: false },
      0,
    )
    const told = await readQueue(file())
    expect(told.jobs.map(({ id }) => id)).toEqual([a!.id])
    expect(told.problem).toMatch(/waiting jobs could not be read.* a copy of the queue was kept as/)
    expect(readdirSync(scratch.path).filter(name => name.includes('kept'))).toHaveLength(2)
  })
})

test('a throttle passes the first at once and the last in its time', async () => {
  const passed: number[] = []
  const push = throttle<number>(n => passed.push(n), 30)
  for (let n = 0; n < 10; n++) push.push(n)
  expect(passed).toEqual([0])
  await until(() => passed.length === 2)
  expect(passed).toEqual([0, 9])
})
