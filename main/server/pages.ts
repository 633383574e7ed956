import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Studio } from '../studio/studio.ts'
import { bundle } from './bundle.ts'
import type { Door } from './door.ts'
import { securityHeaders } from './headers.ts'

export type PageOptions = { door: Door; studio: Studio; renderer: string }

/** With what is refused: a body that comes with it is not waited for. */
const unread = { Connection: 'close' }

/** Answers GET: the window's files and pictures by id. Everything else gets a short sentence. */
export function pages({ door, studio, renderer }: PageOptions) {
  const files = bundle(renderer)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = sayer(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return say.text(405, 'Only GET', { Allow: 'GET, HEAD', ...unread })
    const url = urlOf(request.url)
    if (!url) return say.text(400, 'That is no address', unread)
    const refusal = door.refusal(request)
    // Once, to trade the key in the address for a cookie, and out of the address bar.
    if (refusal?.status === 401 && url.pathname === '/' && door.hasToken(url))
      return say.text(303, '', { Location: '/', 'Set-Cookie': door.cookie() })
    if (refusal) return say.text(refusal.status, refusal.message, unread)
    if (url.searchParams.has('token')) return say.text(303, '', { Location: '/' })
    const picture = /^\/image\/([0-9a-f]{64})$/.exec(url.pathname)
    if (picture) {
      const image = await studio.image(picture[1]!, Number(url.searchParams.get('w')) || undefined)
      // The pixels of an id never change.
      const cache = 'private, max-age=31536000, immutable'
      return image ? say.bytes({ ...image, cache }) : say.text(404, 'There is no such picture')
    }
    const file = await files(url.pathname)
    if (file) return say.bytes(file)
    if (url.pathname === '/')
      return say.text(503, `The window is not built yet: ${renderer} is missing. Run: npm run build`)
    say.text(404, 'There is nothing of that name')
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch(error => {
      if (process.env.REROLL_LOG) console.error(error)
      if (!response.headersSent) sayer(request, response).text(500, 'That went wrong; see the log')
      else response.destroy()
    })
  }
}

function urlOf(path = ''): URL | null {
  try {
    const url = new URL(path, 'http://127.0.0.1')
    return path.startsWith('/') && url.host === '127.0.0.1' ? url : null
  } catch {
    return null
  }
}

const sayer = (request: IncomingMessage, response: ServerResponse) => {
  const send = (status: number, bytes: Uint8Array, headers: Record<string, string>) => {
    response.writeHead(status, { ...securityHeaders, 'Content-Length': String(bytes.length), ...headers })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
  return {
    text: (status: number, text: string, headers: Record<string, string> = {}) =>
      send(status, Buffer.from(text && `${text}\n`), {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        ...headers,
      }),
    bytes: ({ bytes, type, cache }: { bytes: Uint8Array; type: string; cache: string }) =>
      send(200, bytes, { 'Content-Type': type, 'Cache-Control': cache }),
  }
}
