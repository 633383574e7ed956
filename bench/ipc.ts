import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket as Client, type WebSocket, WebSocketServer } from 'ws'
import { socketPort } from '#main/server/socket-port.ts'
import { engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { unpack } from '#shared/wire.ts'
import { inScratch, pictureBook, prompt } from './picture.ts'
import { spread, table } from './table.ts'

const steps = 20
const runs = 9
const messages = 400
const rounds = 5
/** A preview of 256 px as PNG, and one of 1024 px. */
const sizes = [100 << 10, 1600 << 10]

type Round = { wall: number; cpu: number }

/** One round of messages: wall time and this process's processor time, in ms, for each message. */
async function timedRound(start: () => void, done: Promise<unknown>): Promise<Round> {
  const before = process.cpuUsage()
  const begun = performance.now()
  start()
  await done
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - begun) / messages, cpu: (user + system) / 1000 / messages }
}

/** From a child process to this one, as the engine's events come to the main side of a host without Electron. */
async function fromEngine(bytes: number): Promise<string[]> {
  const child = fork(fileURLToPath(new URL('ipc-sender.ts', import.meta.url)), { serialization: 'advanced' })
  let left = 0
  let finish = () => {}
  child.on('message', () => --left || finish())
  const round = () => {
    left = messages
    const done = new Promise<void>(resolve => {
      finish = resolve
    })
    return timedRound(() => void child.send({ count: messages, bytes }), done)
  }
  const rows = await measured(round)
  child.disconnect()
  return rows
}

/** From this process to a page's end of a WebSocket, both of them here: packed, sent, unpacked. */
async function toPage(bytes: number): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[WebSocket]>
  const page = new Client(`ws://127.0.0.1:${address.port}`)
  page.binaryType = 'nodebuffer'
  const port = socketPort((await accepted)[0])
  let left = 0
  let next = () => {}
  page.on('message', data => {
    unpack(data as Buffer)
    next()
  })
  const png = new Uint8Array(bytes).fill(7)
  const send = () => port.send({ id: 1, event: { kind: 'preview', image: 0, step: left, png } })
  const round = () => {
    left = messages
    const done = new Promise<void>(resolve => {
      // The next when the last has come: a preview is never sent behind another.
      next = () => (--left ? send() : resolve())
    })
    return timedRound(send, done)
  }
  const rows = await measured(round)
  page.terminate()
  server.close()
  return rows
}

async function measured(round: () => Promise<Round>): Promise<string[]> {
  await round()
  const all: Round[] = []
  for (let n = 0; n < rounds; n++) all.push(await round())
  const { min, median, max } = spread(all.map(({ wall }) => wall))
  return [
    `${median.toFixed(2)} ms`,
    `${min.toFixed(2)} to ${max.toFixed(2)}`,
    `${spread(all.map(({ cpu }) => cpu)).median.toFixed(2)} ms`,
  ]
}

/** Whole generations with and without a preview at every step, in turn: what one preview costs in all, drawing it included. */
const whole = () =>
  inScratch(async scratch => {
    const engine = engineProcess({ spawn: () => forkEngine() })
    const times = { none: [] as number[], fast: [] as number[] }
    let previews = 0
    let bytes = 0
    for (let n = 0; n <= runs; n++)
      for (const kind of ['none', 'fast'] as const) {
        const begun = performance.now()
        await engine.call(
          'generate.run',
          {
            folder: pictureBook,
            generation: { prompt, seed: 7, steps },
            files: [`${scratch}/bird.png`],
            previews: kind,
          },
          {
            onEvent: event => {
              if (event.kind !== 'preview' || !n) return
              previews++
              bytes += event.png.length
            },
          },
        )
        if (n) times[kind].push(performance.now() - begun)
      }
    await engine.stop()
    const [without, having] = [spread(times.none).median, spread(times.fast).median]
    const each = previews / runs
    return [
      `A picture of ${steps} steps: ${without.toFixed(0)} ms without previews, ${having.toFixed(0)} ms with ${each.toFixed(0)} of them`,
      `(${(bytes / previews / 1024).toFixed(0)} KiB each): ${((having - without) / each).toFixed(1)} ms a preview, decoding and PNG included (medians of ${runs}).`,
    ].join(' ')
  })

/** What a preview costs on its way from the engine to a page. */
export default async function ipc(): Promise<string> {
  const rows: string[][] = []
  for (const bytes of sizes) {
    const told = `${bytes >> 10} KiB`
    rows.push(['engine process to main side', told, ...(await fromEngine(bytes))])
    rows.push(['main side to page, WebSocket', told, ...(await toPage(bytes))])
  }
  const head = [
    'a message with a preview',
    'bytes',
    'wall (median)',
    'min to max',
    'processor, receiving side',
  ]
  return `${table(head, rows)}\n\n${messages} messages a round, ${rounds} rounds.\n\n${await whole()}`
}
