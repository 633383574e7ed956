import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { updateHandlers } from '#main/studio/handlers/updates.ts'
import { isNewer } from '#main/studio/updates/is-newer.ts'
import { ownFeed } from '#main/studio/updates/signed-feed.ts'
import { studioSettings } from '#shared/studio/settings.ts'

const ours = generateKeyPairSync('ed25519')
const foreign = generateKeyPairSync('ed25519')
const release = { version: '99.0.0', date: '2026-12-01', page: 'https://reroll.invalid/99', files: [] }

let server: Server
let asked: string[] = []
let served: { text: string; key: typeof ours; status?: number }
let place: { url: string; key: string }

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!)
    const signature = sign(null, Buffer.from(served.text), served.key.privateKey).toString('base64')
    response.writeHead(served.status ?? 200, { location: '/elsewhere' })
    response.end(request.url!.endsWith('.sig') ? signature : served.text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  place = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates`,
    key: ours.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
  served = { text: JSON.stringify(release), key: ours }
})

const check = (allowed: boolean, where: typeof place | null = place) =>
  updateHandlers(() => allowed, where)['updates.check'](undefined, {
    signal: new AbortController().signal,
    emit: () => {},
  })

describe('updates', () => {
  test('are off until somebody agrees, and off is no request', async () => {
    expect(studioSettings.parse({}).checkUpdates).toBe(false)
    expect([await check(false), asked]).toEqual([{ state: 'off' }, []])
  })

  test('a build without a feed asks nobody, whatever was agreed', async () => {
    expect(ownFeed).toBeNull()
    expect([await check(true, null), asked]).toEqual([{ state: 'none' }, []])
  })

  test('tell of a newer release, from two requests', async () => {
    const { version, date, page } = release
    expect(await check(true)).toEqual({ state: 'newer', version, date, page })
    expect(asked.sort()).toEqual(['/updates/feed.json', '/updates/feed.json.sig'])
  })

  test('tell when this is the newest', async () => {
    served.text = JSON.stringify({ ...release, version: '0.0.1' })
    expect(await check(true)).toEqual({ state: 'newest' })
  })

  test.each([
    ['a foreign signature', () => ({ ...served, key: foreign }), /not signed/],
    ['no feed', () => ({ ...served, status: 404 }), /status 404/],
    ['a way to elsewhere', () => ({ ...served, status: 302 }), /could not be fetched/],
    ['too much', () => ({ ...served, text: 'x'.repeat(70_000) }), /larger than/],
    [
      'a page that is no https',
      () => ({ ...served, text: JSON.stringify({ ...release, page: 'javascript:0' }) }),
      /does not know/,
    ],
  ])('%s is refused in a sentence', async (_, wrong, sentence) => {
    served = wrong()
    await expect(check(true)).rejects.toThrow(sentence)
  })

  test.each([
    ['1.2.3', '1.2.3', false],
    ['1.10.0', '1.9.9', true],
    ['2.0.0', '1.99.99', true],
    ['0.9.9', '1.0.0', false],
  ])('%s is newer than %s: %s', (a, b, newer) => expect(isNewer(a, b)).toBe(newer))
})
