import { oneOf, type Roll } from './roll.ts'

/** What the one who asks has: the address, and the key where the row says so. */
export type Place = { port: number; cookie: string; origin: string; picture: string }

/** Bytes to send, and the statuses that may come back; 0: the connection ends without a word. */
export type OddRequest = { bytes: string | Buffer; may: readonly number[] }
type Row = (place: Place, roll: Roll) => OddRequest

const request = (line: string, headers: Record<string, string | undefined>, body = ''): string =>
  [
    line,
    ...Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    '',
    body,
  ].join('\r\n')

const host = ({ port }: Place) => `127.0.0.1:${port}`
/** With the key and the right name, asking for the connection to end. */
const good = (place: Place) => ({ Host: host(place), Cookie: place.cookie, Connection: 'close' })

const secrets = ['etc/passwd', 'data/settings.json', 'data/session.json', 'secret.txt', 'dist/server.mjs']
const ups = [
  '../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..\\', '..%5c', '%252e%252e%252f', '..%c0%af', '....//', '..;/', '.%00./',
  '%uff0e%uff0e/', '/../', '\u2025/',
] // biome-ignore format: a table
const under = ['/', '/assets/', '/image/', '/assets/../', '//', '/./']
const wanted = (place: Place) => [
  '/',
  '/index.html',
  `/image/${place.picture}`,
  `/image/${place.picture}?w=256`,
]
const upgrade = (place: Place): Record<string, string> => ({
  Host: host(place),
  Cookie: place.cookie,
  Origin: place.origin,
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
})

/** Everything that must be refused, one row a kind; each roll is another of the kind. */
export const oddRequests: Record<string, Row> = {
  'foreign host': (place, roll) => ({
    bytes: request(`GET ${oneOf(wanted(place), roll)} HTTP/1.1`, {
      ...good(place),
      Host: oneOf(
        ['evil.example', `evil.example:${place.port}`, '127.0.0.1', `127.0.0.2:${place.port}`, `[::1]:${place.port}`,
          `127.0.0.1.evil.example:${place.port}`, `localhost.:${place.port}`, `0.0.0.0:${place.port}`, ''],
        roll,
      ), // biome-ignore format: a table
    }),
    may: [421, 400],
  }),
  'no host': place => ({ bytes: request('GET / HTTP/1.1', { Cookie: place.cookie }), may: [400] }),
  'foreign origin': (place, roll) => ({
    bytes: request(`GET ${oneOf(wanted(place), roll)} HTTP/1.1`, {
      ...good(place),
      Origin: oneOf(
        ['null', 'https://evil.example', `https://127.0.0.1:${place.port}`, `http://127.0.0.1:${place.port}.evil.example`,
          'http://127.0.0.1', 'file://', `http://evil@127.0.0.1:${place.port}`, ''],
        roll,
      ), // biome-ignore format: a table
    }),
    may: [403],
  }),
  'foreign site': (place, roll) => ({
    bytes: request(`GET ${oneOf(wanted(place), roll)} HTTP/1.1`, {
      ...good(place),
      'Sec-Fetch-Site': oneOf(['cross-site', 'same-site', 'x'], roll),
    }),
    may: [403],
  }),
  'no key, a wrong one, an old one': (place, roll) => {
    const [name, token] = place.cookie.split('=') as [string, string]
    const old = [...token].reverse().join('')
    const cookie = oneOf(
      [undefined, '', `${name}=`, `${name}=${old}`, `${name}=${token.slice(1)}`, `${name}=${token}x`, `${name}x=${token}`,
        token, `${name}=${old}; ${name}=${token}`, 'a'.repeat(4000)],
      roll,
    ) // biome-ignore format: a table
    const query = oneOf(['', `?token=${old}`, '?token=', `?Token=${token}`], roll)
    return {
      bytes: request(`GET ${oneOf(wanted(place), roll).split('?')[0]}${query} HTTP/1.1`, {
        ...good(place),
        Cookie: cookie,
      }),
      may: [401],
    }
  },
  'out of the folder': (place, roll) => {
    const path = `${oneOf(under, roll)}${oneOf(ups, roll).repeat(1 + roll(8))}${oneOf(secrets, roll)}`
    return { bytes: request(`GET ${path} HTTP/1.1`, good(place)), may: [400, 404] }
  },
  'a picture that is none': (place, roll) => ({
    bytes: request(
      `GET /image/${oneOf(['0'.repeat(64), place.picture.toUpperCase(), `${place.picture}.png`, '%61'.repeat(64), `${place.picture}/`, '*'], roll)}?w=${oneOf(['-1', '1e9', 'NaN', '256'], roll)} HTTP/1.1`,
      good(place),
    ),
    may: [404],
  }),
  'another method': (place, roll) => ({
    bytes: request(
      `${oneOf(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT', 'GIVE', 'get', ''], roll)} ${oneOf(wanted(place), roll)} HTTP/1.1`,
      { ...good(place), 'Content-Length': '5' },
      'a=b&c',
    ),
    may: [405, 400, 0],
  }),
  'another address': (place, roll) => ({
    bytes: request(
      `GET ${oneOf(['http://evil.example/', '*', 'evil.example:80', `https://127.0.0.1:${place.port}/x`, '\\\\evil\\share', '/\u0000', ''], roll)} HTTP/1.1`,
      good(place),
    ),
    may: [400, 404],
  }),
  'huge headers': (place, roll) => ({
    bytes: request('GET / HTTP/1.1', {
      ...good(place),
      ...(roll(2) ? { 'X-Long': 'x'.repeat(20_000 + roll(50_000)) } : {}),
      ...Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`X-${n}`, 'y'.repeat(20)])),
    }),
    may: [431, 0],
  }),
  'a body that is not asked for': (place, roll) => ({
    bytes: request(
      'POST /rpc HTTP/1.1',
      { ...good(place), 'Content-Length': oneOf(['99999999999', '1048576'], roll) },
      'x'.repeat(roll(1 << 18)),
    ),
    may: [405, 0],
  }),
  'two lengths': (place, roll) => ({
    bytes: request(
      'POST / HTTP/1.1',
      {
        ...good(place),
        'Content-Length': oneOf(['5', '-1', '0x5', '5, 6', '1e3'], roll),
        'Transfer-Encoding': oneOf(['chunked', 'chunked, identity', 'xchunked'], roll),
      },
      '0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n',
    ),
    may: [400, 405, 501],
  }),
  'no HTTP': (place, roll) => ({
    bytes: oneOf<string | Buffer>(
      [
        Buffer.from([0x16, 3, 1, 0, 0xa5, 1, 0, 0, 0xa1, 3, 3]),
        'GET / HTTP/9.9\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        request('GET / HTTP/1.1', { ...good(place), 'Bad\u0000Name': '1' }),
        request('GET / HTTP/1.1', { ...good(place), ' Space': '1' }),
        '\r\n\r\n\r\nHELO\r\n\r\n',
        Buffer.alloc(2000, 0xff),
      ],
      roll,
    ),
    may: [400, 505, 0],
  }),
  'a socket that may not be': (place, roll) => ({
    bytes: request(`GET ${oneOf(['/rpc', '/rpc', '/other', '/'], roll)} HTTP/1.1`, {
      ...upgrade(place),
      ...oneOf<Record<string, string | undefined>>(
        [
          { Host: 'evil.example' },
          { Origin: 'https://evil.example' },
          { Origin: undefined },
          { Origin: 'null' },
          { Cookie: undefined },
          { Cookie: 'reroll-1=x' },
          { 'Sec-Fetch-Site': 'cross-site' },
          { 'Sec-WebSocket-Version': '99', Connection: 'Upgrade' },
          { 'Sec-WebSocket-Key': 'short' },
        ],
        roll,
      ),
    } as Record<string, string>),
    may: [400, 401, 403, 404, 405, 421, 426],
  }),
}

/** Bytes after a socket was opened as it should be: each ends it. */
export const oddFrames: Record<string, (roll: Roll) => Buffer> = {
  'no mask': () => Buffer.from([0x82, 1, 1]),
  'reserved bits': roll => Buffer.from([0x82 | oneOf([0x40, 0x20, 0x10], roll), 0x81, 0, 0, 0, 0, 1]),
  'unknown kind': roll => Buffer.from([0x80 | oneOf([3, 4, 5, 6, 7, 0xb, 0xf], roll), 0x80, 0, 0, 0, 0]),
  'a length of 2^63': () => Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  'a length past the limit': () => Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0]),
  'a long ping': () => Buffer.from([0x89, 0xfe, 0, 200, 0, 0, 0, 0, ...Buffer.alloc(200)]),
  'a ping in parts': () => Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
  'goes on with nothing': () => Buffer.from([0x80, 0x80, 0, 0, 0, 0]),
  'a wrong farewell': () => Buffer.from([0x88, 0x81, 0, 0, 0, 0, 1]),
  'text that is none': () => Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
  noise: roll => Buffer.from([0xf0 | roll(16), ...Array.from({ length: 64 }, () => roll(256))]),
}

/** The request that opens a socket as it should be. */
export const openSocket = (place: Place): string => request('GET /rpc HTTP/1.1', upgrade(place))
