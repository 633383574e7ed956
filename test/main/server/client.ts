import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'
import { StudioError } from '#shared/errors.ts'
import { connect, type Port } from '#shared/rpc.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { pack, unpack } from '#shared/wire.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** A request with exactly these headers: fetch would not let Host and Origin be forged. */
export const ask = (
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, response => {
      const parts: Buffer[] = []
      response.on('data', part => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    request.on('error', reject)
    request.end()
  })

/** Trades the key in the address for a cookie, as a browser does. */
export async function enter(url: string): Promise<{ port: number; cookie: string; origin: string }> {
  const { port, search, origin } = new URL(url)
  const { headers } = await ask(Number(port), `/${search}`)
  return { port: Number(port), cookie: headers['set-cookie']![0]!.split(';')[0]!, origin }
}

export const socket = (port: number, headers: Record<string, string>, path = '/rpc'): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const opened = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    opened.once('open', () => resolve(opened))
    opened.once('error', reject)
  })

/** What a page has: the studio's client over the socket. */
export function studioClient(page: WebSocket) {
  const port: Port = {
    send: message => page.send(pack(message)),
    onMessage: listener => void page.on('message', data => listener(unpack(data as Buffer))),
    onClose: listener => void page.once('close', () => listener(new StudioError('engine-crashed', 'gone'))),
  }
  return connect<StudioContract>(port)
}
