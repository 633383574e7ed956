import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JobsEvent } from '#shared/studio/jobs.ts'
import { enginePids } from '../../e2e/processes.ts'
import { scratchFolder, until } from '../studio/scratch.ts'
import { ask } from './client.ts'
import { openPage, servers } from './served-child.ts'

const root = resolve(import.meta.dirname, '../../..')
const scratch = scratchFolder()
const startServer = servers()
const start = (...args: string[]) => startServer(scratch.path, { args })

const request = (steps: number, count = 1) => ({
  model: 'picturebook',
  generation: { prompt: 'a red bird', seed: 7, steps },
  count,
})
const pictures = () =>
  readdirSync(join(scratch.path, 'pictures'), { recursive: true, encoding: 'utf8' }).filter(
    name => !/(^|\/)\.(incoming|trash)$|^\d{4}-\d\d$/.test(name),
  )

describe.skipIf(process.platform !== 'linux')('the served studio', () => {
  test('draws, shows, and after SIGTERM in mid-run everything is there, the unfinished job too', async () => {
    const first = await start()
    expect(first.said()).toMatch(/^Reroll is at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/)
    const { call, port, cookie } = await openPage(first.url)
    const events: JobsEvent[] = []
    call('jobs.watch', undefined, { onEvent: event => events.push(event) }).catch(() => {})
    await call('session.set', { prompt: 'not yet sent' })
    await call('jobs.add', { jobs: [request(2), request(150, 3)] })
    const done = await until(() => events.find(event => event.kind === 'picture'), 30_000)
    if (done.kind !== 'picture') throw new Error('no picture')
    const image = await ask(port, `/image/${done.picture}?w=256`, { cookie })
    expect(image.status).toBe(200)
    expect(image.body.subarray(1, 4).toString()).toBe('PNG')
    await until(() => events.some(event => event.kind === 'progress' && event.steps === 150), 30_000)
    const engines = enginePids(first.child.pid!)
    expect(engines).not.toHaveLength(0)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    await until(() => engines.every(pid => !existsSync(`/proc/${pid}`) || isZombie(pid)))
    expect(pictures()).toHaveLength(2)
    expect(readdirSync(join(scratch.path, 'pictures', '.incoming'))).toEqual([])

    const second = await start()
    const again = await openPage(second.url)
    expect(await again.call('session.get', undefined)).toMatchObject({ prompt: 'not yet sent' })
    expect(await again.call('pictures.range', {})).toMatchObject({
      total: 1,
      pictures: [{ id: done.picture }],
    })
    const queue: JobsEvent[] = []
    again.call('jobs.watch', undefined, { onEvent: event => queue.push(event) }).catch(() => {})
    await until(() => queue.length)
    expect(queue[0]).toMatchObject({ kind: 'queue', jobs: [{ request: { count: 3 } }] })
    await again.call('jobs.cancel', {})
    second.child.kill('SIGINT')
    expect(await second.ended).toBe(0)
  })

  test('kill -9 of the engine fails the job with the reason, and the next job runs', async () => {
    const { url, child } = await start()
    const { call } = await openPage(url)
    const events: JobsEvent[] = []
    call('jobs.watch', undefined, { onEvent: event => events.push(event) }).catch(() => {})
    await call('jobs.add', { jobs: [request(150), request(1)] })
    await until(() => events.some(({ kind }) => kind === 'progress'), 30_000)
    for (const pid of enginePids(child.pid!)) process.kill(pid, 'SIGKILL')
    const last = await until(() => {
      const queue = events.filter(event => event.kind === 'queue').at(-1)
      return queue?.jobs.every(({ state }) => state === 'done' || state === 'failed') ? queue : undefined
    }, 30_000)
    expect(last.jobs.map(({ state, error }) => [state, error?.code])).toEqual([
      ['done', undefined],
      ['failed', 'engine-crashed'],
    ])
    expect(last.jobs[1]!.error!.message).toMatch('SIGKILL')
  })

  test('kill -9 of the studio itself: the lock is taken over and the queue is there', async () => {
    const first = await start()
    const { call } = await openPage(first.url)
    const events: JobsEvent[] = []
    call('jobs.watch', undefined, { onEvent: event => events.push(event) }).catch(() => {})
    await call('jobs.add', { jobs: [request(150, 2)] })
    await until(() => events.some(({ kind }) => kind === 'progress'), 30_000)
    first.child.kill('SIGKILL')
    await first.ended
    const second = await start()
    const again = await openPage(second.url)
    expect(await again.call('library.info', undefined)).toMatchObject({ problem: null })
    const queue: JobsEvent[] = []
    again.call('jobs.watch', undefined, { onEvent: event => queue.push(event) }).catch(() => {})
    await until(() => queue.length)
    expect(queue[0]).toMatchObject({ jobs: [{ request: { count: 2 } }] })
  })

  test('wrong usage is one sentence and exit code 1', async () => {
    for (const wrong of [['--port', 'x'], ['--nonsense'], ['--port', '99999']]) {
      const { ended, complained } = await start(...wrong)
      expect(await ended).toBe(1)
      expect(complained().trim().split('\n')).toHaveLength(1)
    }
    expect(readFileSync(join(root, 'main', 'server.ts'), 'utf8')).not.toMatch('0.0.0.0')
  })
})

const isZombie = (pid: number) => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
