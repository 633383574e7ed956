import { readdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { strangersAtMost } from '#main/server/strangers.ts'
import { ask } from '../main/server/client.ts'
import { openPage, type Page, type ServedChild, servers } from '../main/server/served-child.ts'
import { paint } from '../main/studio/paint.ts'
import { scratchFolderOnce, until } from '../main/studio/scratch.ts'
import { oddFrames, oddRequests, openSocket, type Place } from './odd-requests.ts'
import { residentMiB } from './resident.ts'
import { dice } from './roll.ts'

const count = Number(process.env.REROLL_REQUESTS ?? 600)
const long = count >= 5000
const crowd = long ? 3000 : 600
const atOnce = 40
const secret = 'nobody may read this'

const scratch = scratchFolderOnce()
const startServer = servers()
let studio: ServedChild
let page: Page
let place: Place
let alive = true
let served = 0
let watching: Promise<void>

const filesOpen = () => readdirSync(`/proc/${studio.child.pid}/fd`).length

/** One who does everything right, all the while: over the socket, and anew over HTTP. */
async function goodClient(): Promise<void> {
  while (alive) {
    const { kind } = await page.call('host.info', undefined)
    const [index, image] = await Promise.all(
      ['/', `/image/${place.picture}?w=256`].map(path =>
        ask(place.port, path, { cookie: place.cookie, connection: 'close' }),
      ),
    )
    if (kind !== 'served' || index!.status !== 200 || image!.status !== 200)
      throw new Error(`Not served: ${kind}, ${index!.status}, ${image!.status}`)
    served++
    await new Promise(done => setTimeout(done, 50))
  }
}

beforeAll(async () => {
  writeFileSync(join(scratch.path, 'secret.txt'), secret)
  const picture = paint(join(scratch.path, 'pictures', 'a.png'), 1)
  studio = await startServer(scratch.path)
  page = await openPage(studio.url)
  await until(async () => (await page.call('pictures.range', { offset: 0, limit: 1 })).total === 1)
  place = { port: page.port, cookie: page.cookie, origin: page.origin, picture }
  watching = goodClient()
  // Looked at in the end; until then it is nobody's fault that it is not awaited.
  watching.catch(() => {})
})
afterAll(async () => {
  alive = false
  await watching
  page.socket.close()
  studio.child.kill('SIGTERM')
  expect(await studio.ended).toBe(0)
  expect(studio.complained()).toBe('')
  console.log(`the good client was served ${served} times beside it`)
})

const dial = async (): Promise<Socket> => {
  const socket = connect(place.port, '127.0.0.1')
  socket.on('error', () => {})
  await new Promise<void>(resolve => {
    socket.once('connect', resolve)
    socket.once('close', () => resolve())
  })
  return socket
}

/** What comes back until the other side ends it, or for some seconds. */
async function answerTo(bytes: string | Buffer): Promise<string> {
  const socket = await dial()
  let said = ''
  socket.on('data', data => {
    said += data.toString('latin1')
  })
  socket.write(bytes)
  await new Promise<void>(resolve => {
    const late = setTimeout(resolve, 15_000)
    socket.once('close', () => {
      clearTimeout(late)
      resolve()
    })
  })
  const open = !socket.destroyed
  socket.destroy()
  return open ? `${said}[still open]` : said
}

/** `total` pieces of work, so many at once. */
async function inParallel(total: number, width: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const one = async () => {
    while (next < total) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, one))
}

const sent: Record<string, number> = {}

describe.skipIf(process.platform !== 'linux')('a studio among strangers', () => {
  test(`${count} requests that may not be answered are refused`, {
    timeout: 60_000 + count * 200,
  }, async () => {
    const roll = dice(3)
    const kinds = Object.entries(oddRequests)
    const before = residentMiB(studio.child.pid!)
    const wrong: string[] = []
    await inParallel(count, atOnce, async n => {
      const [kind, row] = kinds[n % kinds.length]!
      const { bytes, may } = row(place, roll)
      const said = await answerTo(bytes)
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0)
      const fine = may.includes(status) && !said.endsWith('[still open]')
      if (!fine || /set-cookie|root:x|nobody may read/i.test(said))
        wrong.push(`${kind}: ${bytes.toString('latin1').slice(0, 300)} -> ${said.slice(0, 200)}`)
      sent[kind] = (sent[kind] ?? 0) + 1
    })
    expect(wrong).toEqual([])
    const after = residentMiB(studio.child.pid!)
    console.log(`${JSON.stringify(sent)}; resident ${before.toFixed(0)} -> ${after.toFixed(0)} MiB`)
    expect(after).toBeLessThan(before + 128)
  })

  test('frames that are none end their connection alone', { timeout: 120_000 }, async () => {
    const roll = dice(4)
    const kinds = Object.entries(oddFrames)
    const times = Math.max(kinds.length * 2, count / 5)
    // No more than there may be pages, of which the good client is one.
    await inParallel(times, 8, async n => {
      const [kind, frame] = kinds[n % kinds.length]!
      const said = await answerTo(Buffer.concat([Buffer.from(openSocket(place)), frame(roll)]))
      expect(said.slice(0, 12), kind).toBe('HTTP/1.1 101')
      expect(said, kind).not.toContain('[still open]')
    })
  })

  test(`${crowd} connections that say nothing, little, or never end: the studio does not run out of files`, {
    timeout: 120_000,
  }, async () => {
    const before = filesOpen()
    const sockets: Socket[] = []
    const host = `127.0.0.1:${place.port}`
    const openings = [
      '',
      'G',
      `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: b`,
      `POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
      `GET /rpc HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    ]
    await inParallel(crowd, 50, async n => {
      const socket = await dial()
      sockets.push(socket)
      if (!socket.destroyed) socket.write(openings[n % openings.length]!)
    })
    const most = filesOpen() - before
    expect(most).toBeLessThan(strangersAtMost + 50)
    const drip = setInterval(() => {
      for (const socket of sockets) if (!socket.destroyed) socket.write('x')
    }, 500)
    // Whoever has not come to an end of the headers is sent away within seconds, drop by drop or not.
    if (long) await until(() => sockets.every(({ readyState }) => readyState !== 'open'), 60_000)
    clearInterval(drip)
    for (const socket of sockets) socket.destroy()
    await until(() => filesOpen() < before + 20, 20_000)
    console.log(`${crowd} connections: at most ${most} files open for them`)
  })
})
