import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may come in. Any page that a browser shows can send requests to 127.0.0.1, under any name that its owner lets
 * point there (DNS rebinding); and so can any other user of this machine. So: the Host must be ours, an Origin must be
 * ours where there is one, and a secret must be brought along.
 */
export type Door = {
  token: string
  /** Null to come in, else what to answer. */
  refusal(request: IncomingMessage): Refusal | null
  /** The secret is in the address, where it may be seen: it is to become a cookie. */
  hasToken(url: URL): boolean
  cookie(): string
}
export type Refusal = { status: 401 | 403 | 421; message: string }

const digest = (text: string) => createHash('sha256').update(text).digest()
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

export function door(port: () => number, token: string = randomBytes(32).toString('base64url')): Door {
  // Ports share cookies: each server's has a name of its own.
  const name = () => `reroll-${port()}`
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  return {
    token,
    hasToken: url => same(url.searchParams.get('token') ?? '', token),
    cookie: () => `${name()}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    refusal({ headers }) {
      if (!hosts().includes(headers.host ?? ''))
        return { status: 421, message: 'This is not the host you look for' }
      const { origin } = headers
      if (origin !== undefined && !hosts().some(host => origin === `http://${host}`))
        return { status: 403, message: 'Not from that page' }
      const site = headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none')
        return { status: 403, message: 'Not from another site' }
      if (!same(cookieOf(headers.cookie, name()) ?? '', token))
        return { status: 401, message: 'Open the address that Reroll printed; it holds the key' }
      return null
    },
  }
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}
