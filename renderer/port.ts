import { StudioError } from '#shared/errors.ts'
import type { Port } from '#shared/rpc.ts'
import { pack, unpack } from '#shared/wire.ts'

const gone = () => new StudioError('engine-crashed', 'The studio stopped answering')

/** Electron's preload opens this channel; it lives as long as the window. */
const preloadPort = (bridge: NonNullable<Window['reroll']>): Port => ({
  send: message => bridge.send(message),
  onMessage: listener => bridge.onMessage(listener),
  onClose: () => {},
})

/** MessagePack over a WebSocket of the same origin. What is sent before it opens waits. */
function socketPort(url: string): Port {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const early: unknown[] = []
  const post = (message: unknown) => socket.send(pack(message))
  socket.addEventListener('open', () => early.splice(0).forEach(post))
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) post(message)
      else if (socket.readyState === WebSocket.CONNECTING) early.push(message)
    },
    onMessage: listener =>
      socket.addEventListener('message', event =>
        listener(unpack(new Uint8Array(event.data as ArrayBuffer))),
      ),
    onClose: listener => socket.addEventListener('close', () => listener(gone()), { once: true }),
  }
}

export const openPort = (): Port =>
  window.reroll
    ? preloadPort(window.reroll)
    : socketPort(`${location.origin.replace(/^http/, 'ws')}/rpc${location.search}`)
