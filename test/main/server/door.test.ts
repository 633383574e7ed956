import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from '@msgpack/msgpack'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ServedStudio, serveStudio } from '#main/server/serve-studio.ts'
import { untilAborted } from '#main/studio/listeners.ts'
import type { Studio } from '#main/studio/studio.ts'
import { ask, enter, socket, studioClient } from './client.ts'

const id = 'ab'.repeat(32)
const picture = Buffer.from('PNG bytes')
let flood = false
let dropped = 0
/** A studio of which only the doors are tried. */
const studio = {
  image: async (wanted: string, width?: number) =>
    wanted === id ? { bytes: Buffer.concat([picture, Buffer.from(String(width))]), type: 'image/png' } : null,
  handlers: (host: object) => ({
    ...host,
    'jobs.watch': async (
      _: unknown,
      { signal, emit }: { signal: AbortSignal; emit: (e: unknown) => void },
    ) => {
      signal.addEventListener('abort', () => dropped++)
      while (flood && !signal.aborted) {
        emit({ kind: 'preview', png: new Uint8Array(4 << 20) })
        await new Promise(resolve => setImmediate(resolve))
      }
      await untilAborted(signal)
    },
  }),
} as unknown as Studio

let folder: string
let served: ServedStudio
let inside: { port: number; cookie: string; origin: string }
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-door-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'renderer', 'assets', 'a.js'), '1')
  writeFileSync(join(folder, 'renderer', 'odd.exe'), 'MZ')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  served = await serveStudio({ studio, renderer: join(folder, 'renderer') })
  inside = await enter(served.url)
})
afterAll(async () => {
  await served.close()
  rmSync(folder, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  ask(inside.port, path, { cookie: inside.cookie, ...headers }, method)

describe('the door', () => {
  test('the key comes once in the address and becomes a cookie that no script reads and no other site sends', async () => {
    const { status, headers } = await ask(served.port, `/?token=${served.token}`)
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']![0]).toMatch(/^reroll-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await get('/')).body.toString()).toBe('<!doctype html>')
    expect((await get(`/?token=${served.token}`)).status).toBe(303)
  })

  test.each([
    ['no key', {}, 401],
    ['a wrong key', { cookie: 'reroll-1=x' }, 401],
    ['a name that was made to point here', { host: 'evil.example:80' }, 421],
    ['no port in the name', { host: '127.0.0.1' }, 421],
  ] as const)('%s is refused', async (_, headers, status) => {
    expect((await ask(inside.port, '/', headers)).status).toBe(status)
    expect((await ask(inside.port, `/?token=${served.token}`, { host: 'evil.example' })).status).toBe(421)
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin at all, as a sandboxed frame has', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a request that another site caused', { 'sec-fetch-site': 'cross-site' }],
  ] as const)('%s is refused, key or not', async (_, headers) => {
    expect((await get(`/image/${id}`, headers)).status).toBe(403)
    await expect(
      socket(inside.port, { cookie: inside.cookie, origin: inside.origin, ...headers }),
    ).rejects.toThrow(/403/)
  })

  test('a socket needs the key, our origin, and the one path there is', async () => {
    const { port, cookie, origin } = inside
    await expect(socket(port, { origin })).rejects.toThrow(/401/)
    await expect(socket(port, { cookie })).rejects.toThrow(/403/)
    await expect(socket(port, { cookie, origin }, '/other')).rejects.toThrow(/404/)
    const page = await socket(port, { cookie, origin })
    expect(await studioClient(page)('host.info', undefined)).toMatchObject({ kind: 'served' })
    page.close()
  })
})

describe('pages', () => {
  test('every answer forbids everything that is not from here', async () => {
    for (const path of ['/', '/assets/a.js', '/nothing', `/image/${id}`, '/?token=x']) {
      const { headers } = await get(path)
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('pictures by id only, as thumbnails when asked', async () => {
    const whole = await get(`/image/${id}`)
    expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
    expect(whole.body.toString()).toBe('PNG bytesundefined')
    expect((await get(`/image/${id}?w=256`)).body.toString()).toBe('PNG bytes256')
    for (const odd of ['/image/x', `/image/${'0'.repeat(64)}`, `/image/${id}/..`, '/image/../secret.txt'])
      expect((await get(odd)).status).toBe(404)
  })

  test('nothing outside the folder, whatever the spelling; nothing of an unknown kind', async () => {
    for (const odd of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '//etc/passwd',
      '/assets',
      '/odd.exe',
      '/\\..\\secret.txt',
      '/index.html%00.js',
    ]) {
      const { status, body } = await get(odd)
      expect([400, 404]).toContain(status)
      expect(body.toString()).not.toMatch('secret\n')
    }
  })

  test('other methods and other addresses get a short sentence', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
    expect((await get('/', {}, 'HEAD')).body).toHaveLength(0)
    expect((await get('http://evil.example/')).status).toBe(400)
    expect((await get(`/${'a'.repeat(20_000)}`)).status).toBe(431)
  })
})

describe('the socket', () => {
  const page = () => socket(inside.port, { cookie: inside.cookie, origin: inside.origin })
  const closed = (one: Awaited<ReturnType<typeof page>>) =>
    new Promise<number>(resolve => one.once('close', code => resolve(code)))

  test.each([
    ['text', 'hello'],
    ['no MessagePack', Buffer.from([0xc1])],
    ['no request', encode({ hello: 1 })],
    ['an id that is no number', encode({ id: 'x', name: 'host.info' })],
    ['nothing', Buffer.alloc(0)],
  ] as const)('%s ends the connection', async (_, bytes) => {
    const one = await page()
    one.send(bytes)
    expect(await closed(one)).toBe(1003)
  })

  test('a message that is too large ends the connection', async () => {
    const one = await page()
    one.on('error', () => {})
    one.send(Buffer.alloc((64 << 20) + 1))
    expect(await closed(one)).toBe(1009)
  })

  test('an unknown method and a wrong input get an answer, and the connection stays', async () => {
    const one = await page()
    const call = studioClient(one)
    await expect(call('no.such' as never, undefined as never)).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(call('pictures.get', { id: 'x' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(call('pictures.copy', { id })).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await call('host.info', undefined)).toMatchObject({ can: { saveAs: false } })
    one.close()
  })

  test('a page that does not read is dropped, and what it watched with it', async () => {
    flood = true
    const one = await page()
    one.on('error', () => {})
    const before = dropped
    one.send(encode({ id: 1, name: 'jobs.watch' }))
    one.pause()
    const end = performance.now() + 10_000
    while (dropped === before && performance.now() < end)
      await new Promise(resolve => setTimeout(resolve, 20))
    flood = false
    expect(dropped).toBe(before + 1)
    one.terminate()
  })
})

test('a port that is taken is told', async () => {
  await expect(serveStudio({ studio, renderer: folder, port: served.port })).rejects.toMatchObject({
    message: expect.stringMatching(/is taken by another program; choose another with --port/),
  })
})
