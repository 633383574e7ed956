import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { endpointOf, isPrivate, parseEndpoint } from '#main/studio/hub/endpoint.ts'
import { get, Passing, patiently, retryAfter } from '#main/studio/hub/request.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})
const serve = (listener: RequestListener): Promise<string> =>
  new Promise(resolve => {
    const server = createServer(listener)
    servers.push(server)
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
const signal = new AbortController().signal
const client = (endpoint: string, token: string | null = null) => ({
  endpoint,
  token,
  stallMs: 1000,
  backoffMs: 1,
})

describe('who sees the token', () => {
  test('the hub, also after a detour within it, and nobody else', async () => {
    const seen: [string, string | undefined][] = []
    const other = await serve((request, response) => {
      seen.push(['other', request.headers.authorization])
      response.end('bytes')
    })
    const hub = await serve((request, response) => {
      seen.push([request.url!, request.headers.authorization])
      if (request.url === '/first') response.writeHead(307, { location: '/second' }).end()
      else response.writeHead(302, { location: `${other}/file` }).end()
    })
    await get(client(hub, 'secret-token'), `${hub}/first`, { signal, what: 'a/b' })
    expect(seen).toEqual([
      ['/first', 'Bearer secret-token'],
      ['/second', 'Bearer secret-token'],
      ['other', undefined],
    ])
  })

  test.each([
    ['https://huggingface.co/x', true],
    ['http://localhost:8080', true],
    ['http://127.0.0.1/x', true],
    ['http://[::1]:80/x', true],
    ['http://mirror.example/x', false],
    ['http://127.0.0.1.evil.example/x', false],
  ])('%s: %s', (address, yes) => expect(isPrivate(new URL(address))).toBe(yes))
})

test('from one address to the next without end', async () => {
  const hub = await serve((_, response) => response.writeHead(302, { location: '/again' }).end())
  await expect(get(client(hub), `${hub}/x`, { signal, what: 'a/b' })).rejects.toMatchObject({
    code: 'network',
    message: expect.stringMatching(/without end/),
  })
})

test.each(['file:///etc/passwd', 'ftp://somewhere/x'])('is not sent to %s', async location => {
  const hub = await serve((_, response) => response.writeHead(302, { location }).end())
  await expect(get(client(hub), `${hub}/x`, { signal, what: 'a/b' })).rejects.toMatchObject({
    code: 'network',
    message: expect.stringMatching(/not safe/),
  })
})

test('a host that is not there is said by name', async () => {
  const attempt = get(client('http://127.0.0.1:9'), 'http://127.0.0.1:9/x', { signal, what: 'a/b' })
  await expect(attempt).rejects.toThrow(/127\.0\.0\.1:9 cannot be reached/)
})

test('tries again what may pass, but not for ever; progress begins the counting anew', async () => {
  let tries = 0
  const failing = patiently({ backoffMs: 1 }, signal, async () => {
    tries++
    throw new Passing('x')
  })
  await expect(failing).rejects.toMatchObject({ code: 'network' })
  expect(tries).toBe(5)
  let more = 0
  const got = await patiently({ backoffMs: 1 }, signal, async progress => {
    if (++more < 20) {
      progress()
      throw new Passing('x')
    }
    return more
  })
  expect(got).toBe(20)
})

test('what cannot pass is not tried again, and a cancel ends the wait', async () => {
  let tries = 0
  const failing = patiently({ backoffMs: 1 }, signal, async () => {
    tries++
    throw new Error('a bug')
  })
  await expect(failing).rejects.toThrow('a bug')
  expect(tries).toBe(1)
  const abort = new AbortController()
  const waiting = patiently({ backoffMs: 60_000 }, abort.signal, async () => {
    throw new Passing('x')
  })
  setTimeout(() => abort.abort(), 20)
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
})

test.each([
  ['7', 7000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 10_000],
  ['soon', null],
  [null, null],
])('Retry-After %s', (text, ms) => expect(retryAfter(text, 0)).toBe(ms))

test('addresses of hubs', () => {
  expect(parseEndpoint(' https://hf-mirror.com/ ')).toBe('https://hf-mirror.com')
  for (const bad of ['hf.co', 'ftp://x', 'https://me:pass@x', 'https://x?y', ''])
    expect(() => parseEndpoint(bad)).toThrow(/no address of a hub/)
  expect(endpointOf(null, {})).toBe('https://huggingface.co')
  expect(endpointOf(null, { HF_ENDPOINT: 'https://a.b/' })).toBe('https://a.b')
  expect(endpointOf('https://mine', { HF_ENDPOINT: 'https://a.b/' })).toBe('https://mine')
})
