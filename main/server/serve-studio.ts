import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { StudioError } from '#shared/errors.ts'
import { serve } from '#shared/rpc.ts'
import { studioContract } from '#shared/studio-contract.ts'
import type { Studio } from '../studio/studio.ts'
import { door } from './door.ts'
import { servedHost } from './host.ts'
import { pages } from './pages.ts'
import { messageLimit, socketPort } from './socket-port.ts'
import { boundStrangers } from './strangers.ts'

export type ServeOptions = {
  studio: Studio
  /** The built window. */
  renderer: string
  /** 0 takes any that is free. */
  port?: number
}

export type ServedStudio = { url: string; port: number; token: string; close(): Promise<void> }

const pagesAtOnce = 16

/**
 * The studio for a browser on this machine: pages and pictures over HTTP, requests over a WebSocket at `/rpc`.
 * Errors: `not-writable` when the port cannot be had.
 */
export async function serveStudio({ studio, renderer, port = 0 }: ServeOptions): Promise<ServedStudio> {
  let bound = 0
  const entrance = door(() => bound)
  const answer = pages({ door: entrance, studio, renderer })
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      // How often the two are looked at.
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16 << 10,
    },
    (request, response) => {
      if (!entrance.refusal(request)) strangers.known(request.socket)
      answer(request, response)
    },
  )
  const strangers = boundStrangers(server)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimit, perMessageDeflate: false })
  const handlers = studio.handlers(servedHost)
  server.on('upgrade', (request, socket, head) => {
    // Not only ended: the other side would keep its half open as long as it likes.
    const refuse = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy())
    socket.on('error', () => {})
    const refusal = entrance.refusal(request)
    if (refusal || request.headers.origin === undefined) return refuse(`${refusal?.status ?? 403} Refused`)
    if (request.url?.split('?')[0] !== '/rpc') return refuse('404 Not Found')
    if (sockets.clients.size >= pagesAtOnce) return refuse('503 Too many pages')
    strangers.known(socket)
    sockets.handleUpgrade(request, socket, head, page =>
      serve(socketPort(page), studioContract, handlers, (name, error) => {
        if (process.env.REROLL_LOG) console.error(name, error)
      }),
    )
  })
  bound = await listen(server, port)
  return {
    url: `http://127.0.0.1:${bound}/?token=${entrance.token}`,
    port: bound,
    token: entrance.token,
    async close() {
      for (const page of sockets.clients) page.close(1001, 'Reroll ends')
      // A page that does not answer the farewell is not waited for.
      const late = setTimeout(() => {
        for (const page of sockets.clients) page.terminate()
      }, 500)
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
      clearTimeout(late)
    },
  }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StudioError(
          'not-writable',
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another program; choose another with --port, or leave it out`
            : `Cannot listen on port ${port}: ${error.message}`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
