import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { engineContract } from '#shared/engine-contract.ts'
import type { WireError } from '#shared/errors.ts'
import { connect } from '#shared/rpc.ts'
import type { JobsEvent } from '#shared/studio/jobs.ts'
import { studioContract } from '#shared/studio-contract.ts'
import { pack, unpack } from '#shared/wire.ts'
import { socket } from '../main/server/client.ts'
import { openPage, servers } from '../main/server/served-child.ts'
import { scratchFolder, until } from '../main/studio/scratch.ts'
import type { Known } from './fuzzed-input.ts'
import { fuzzedMessage } from './fuzzed-message.ts'
import { residentMiB } from './resident.ts'
import { dice } from './roll.ts'

const scratch = scratchFolder()
const startServer = servers()
const count = Number(process.env.REROLL_MESSAGES ?? 300)
/** A page waits for so many answers; what takes longer is cancelled. */
const atOnce = 60
const patience = 30_000

const tiny = resolve(import.meta.dirname, '../fixtures/tiny-sd')
const here = process.cwd()

let told = () => ''
afterEach(() => {
  if (told()) console.log(`The studio said: ${told().slice(-2000)}`)
})

type Reply = { id: number; event?: unknown; output?: unknown; error?: WireError }

/** Sends row after row, counts what comes back, and says what came back as a fault of the program itself. */
async function fuzz(
  send: (message: unknown) => void,
  onReply: (listener: (reply: Reply) => void) => void,
  next: (n: number) => { message: unknown; id: number | null },
) {
  const open = new Map<number, string>()
  const faults = new Map<string, string>()
  const codes: Record<string, number> = {}
  onReply(({ id, event, error }) => {
    if (event !== undefined) return
    if (error?.code === 'internal')
      faults.set(`${open.get(id)}: ${error.message.slice(0, 200)}`, open.get(id) ?? '')
    const code = error?.code ?? 'answered'
    codes[code] = (codes[code] ?? 0) + 1
    open.delete(id)
  })
  const cancel = () => {
    for (const id of open.keys()) send({ id, cancel: true })
  }
  for (let n = 0; n < count; n++) {
    const { message, id } = next(n)
    if (id !== null) open.set(id, String((message as { name: string }).name))
    send(message)
    if (open.size < atOnce) continue
    await new Promise(done => setTimeout(done, 20))
    cancel()
    await until(() => open.size < atOnce / 2, patience).catch(() => {
      throw new Error(`Never answered: ${[...new Set(open.values())].join(', ')}`)
    })
  }
  await until(() => {
    cancel()
    return open.size === 0
  }, patience).catch(() => {
    throw new Error(`Never answered: ${[...new Set(open.values())].join(', ')}`)
  })
  return { faults: [...faults.keys()], codes }
}

/** What the door of a served studio takes for one; all else ends the connection. */
function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, cancel } = value as Record<string, unknown>
  if (!Number.isSafeInteger(id) || (id as number) < 0) return false
  try {
    // MessagePack takes no `__proto__`.
    return cancel === true || (typeof name === 'string' && Boolean(unpack(pack(value))))
  } catch {
    return false
  }
}

const studioKnown: Known = {
  model: ['picturebook', 'picturebook', 'nothing'],
  width: [128],
  height: [128],
  steps: [1, 2],
  count: [1, 2],
  rolls: [2],
  keep: [1],
  seconds: [1],
  side: [64],
  folder: ['nowhere', 'here'],
  libraryFolder: ['here', 'there'],
  endpoint: [null, 'http://127.0.0.1:1'],
  to: [0, 1, 'here/out.zip'],
}

test.skipIf(process.platform !== 'linux')(
  `${count} odd messages to the served studio: each is answered, none by a fault of its own, and it goes on`,
  { timeout: 120_000 + count * 100 },
  async () => {
    mkdirSync(join(scratch.path, 'here'))
    const studio = await startServer(scratch.path, { env: { HF_ENDPOINT: 'http://127.0.0.1:1' } })
    told = studio.complained
    const page = await openPage(studio.url)
    const good = await openPage(studio.url)
    const roll = dice(9)
    const rude = () => socket(page.port, { cookie: page.cookie, origin: page.origin })
    let other: WebSocket = await rude()
    /** What ends a connection goes over one of its own. */
    const sendRudely = async (message: unknown) => {
      if (other.readyState !== other.OPEN) other = await rude()
      const bytes = pack(message)
      if (roll(2)) for (let n = roll(4); n >= 0; n--) bytes[roll(bytes.length)]! ^= 1 << roll(8)
      other.send(roll(10) ? bytes : 'text')
    }
    const rudely: Promise<void>[] = []
    const { faults, codes } = await fuzz(
      message => page.socket.send(pack(message)),
      listener => page.socket.on('message', data => listener(unpack(data as Buffer) as Reply)),
      n => {
        const one = fuzzedMessage(studioContract, n, studioKnown, roll)
        if (isMessage(one.message)) return one
        if (n % 5 === 0) rudely.push(sendRudely(one.message))
        return { message: { id: n + 1, name: 'host.info' }, id: n + 1 }
      },
    )
    await Promise.all(rudely)
    expect(faults).toEqual([])
    expect(page.socket.readyState).toBe(page.socket.OPEN)
    expect(await good.call('host.info', undefined)).toMatchObject({ kind: 'served' })
    await good.call('jobs.cancel', {})
    await good.call('settings.set', { change: {}, unset: ['minFreeMiB', 'device'] })
    await good.call('jobs.pause', { paused: false })
    const ends: string[] = []
    const { ids } = await good.call('jobs.add', {
      jobs: [{ model: 'picturebook', generation: { prompt: 'a bird', seed: '1', steps: 1, guidance: 1 } }],
      front: true,
    })
    good
      .call('jobs.watch', undefined, {
        onEvent: (event: JobsEvent) => {
          if (event.kind === 'queue')
            ends.push(...event.jobs.filter(({ id }) => id === ids[0]).map(job => job.state))
        },
      })
      .catch(() => {})
    await until(() => /done|failed/.test(ends.at(-1) ?? ''), 60_000)
    expect(ends.at(-1)).toBe('done')
    const resident = residentMiB(studio.child.pid!)
    console.log(
      `${count} messages to the studio: ${JSON.stringify(codes)}; resident ${resident.toFixed(0)} MiB`,
    )
    expect(resident).toBeLessThan(1024)
    studio.child.kill('SIGTERM')
    expect(await studio.ended).toBe(0)
  },
)

test(`${count} odd messages to the engine's process: each is answered, none by a fault of its own, and it goes on`, {
  timeout: 120_000 + count * 100,
}, async () => {
  // Odd names of files lead to where nothing else lies.
  process.chdir(scratch.path)
  const child = forkEngine()
  process.chdir(here)
  let closed = ''
  child.port.onClose(reason => {
    closed = reason.message
  })
  const known: Known = {
    folder: [tiny, tiny, 'nowhere'],
    width: [64],
    height: [64],
    steps: [1, 2],
    side: [16],
    files: [join(scratch.path, 'a.png'), join(scratch.path, 'b.png')],
    frames: [join(scratch.path, 'frames')],
    trajectories: [join(scratch.path, 'a.way')],
    replay: [join(scratch.path, 'none.way')],
    device: ['cpu'],
    threads: [1],
  }
  const roll = dice(10)
  const { port } = child
  const { faults, codes } = await fuzz(
    message => port.send(message),
    listener => port.onMessage(message => listener(message as Reply)),
    n => fuzzedMessage(engineContract, n, known, roll),
  )
  expect(closed).toBe('')
  expect(faults).toEqual([])
  const call = connect<typeof engineContract>(port)
  expect(await call('devices.list', undefined)).toContainEqual(
    expect.objectContaining({ id: 'cpu', usable: true }),
  )
  console.log(`${count} messages to the engine: ${JSON.stringify(codes)}`)
  child.kill()
  await child.closed
})
