import { expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import { newJob } from '#main/studio/jobs/queue.ts'
import { runJob } from '#main/studio/jobs/run-job.ts'
import type { GenerateEvent } from '#shared/engine-contract.ts'
import { generation, type Settings } from '#shared/generation.ts'
import { branchOff } from '#shared/moments.ts'

const parent = 'a'.repeat(64)
const settings = generation.parse({ prompt: 'a bird', seed: 7, steps: 8, guidance: 2 }) as Settings
const branch = branchOff(settings, 3, { prompt: 'a fox' }, parent)

/** Runs a job with an engine that draws nothing; gives what it was asked and what became of the ways. */
async function ran(of: Settings, { keepWays = true, count = 1, known = [parent], takes = true } = {}) {
  const asked: Record<string, unknown>[] = []
  const taken: [string, string][] = []
  const told: string[] = []
  const call = (async (
    _: string,
    request: { files: string[] },
    { onEvent }: { onEvent: (event: GenerateEvent) => void },
  ) => {
    asked.push(request)
    for (const [image, file] of request.files.entries()) onEvent({ kind: 'image', image, file })
  }) as unknown as EngineCall
  await runJob({
    job: newJob('job', { model: 'm', generation: of, count } as never, 0),
    folder: '/model',
    shelf: {
      requireWritable: async () => {},
      incoming: name => `/in/${name}`,
      add: async file => `id of ${file}`,
    },
    ways: {
      incoming: async names => names.map(name => `/ways/${name}`),
      find: async id => (known.includes(id) ? { file: `/kept/${id}` } : null),
      take: async (id, file) => {
        if (!takes) throw new Error('no room for the way')
        taken.push([id, file])
      },
    },
    keepWays,
    call,
    previews: false,
    signal: new AbortController().signal,
    onUpdate: update => told.push(update.kind === 'warning' ? update.message : update.kind),
  })
  return { request: asked[0]!, taken, told }
}

test('each picture’s way is written beside it and taken by the picture’s id', async () => {
  const { request, taken } = await ran(settings, { count: 2 })
  expect(request).toMatchObject({
    files: ['/in/job-0.png', '/in/job-1.png'],
    trajectories: ['/ways/job-0', '/ways/job-1'],
  })
  expect(request).not.toHaveProperty('replay')
  expect(taken).toEqual([
    ['id of /in/job-0.png', '/ways/job-0'],
    ['id of /in/job-1.png', '/ways/job-1'],
  ])
})

test('a branch goes on from its parent’s way where that is kept, and only a branch', async () => {
  expect((await ran(branch)).request).toMatchObject({ replay: `/kept/${parent}` })
  expect((await ran(branch, { known: [] })).request).not.toHaveProperty('replay')
  expect((await ran({ ...settings, parent })).request).not.toHaveProperty('replay')
})

test('none is kept when none is wanted; one that cannot be kept costs no picture', async () => {
  const none = await ran(branch, { keepWays: false })
  expect(none.request).not.toHaveProperty('trajectories')
  expect(none.request).toHaveProperty('replay')
  expect(none.taken).toEqual([])
  expect((await ran(settings, { takes: false })).told).toEqual(['no room for the way', 'picture'])
})
