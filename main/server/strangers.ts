import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** So many connections may be open that have not shown the key. */
export const strangersAtMost = 256

/**
 * Bounds what others on this machine can hold open: beyond `most` the stranger that came first is sent away, so that
 * whoever holds the key finds a place however many stand at the door.
 */
export function boundStrangers(server: Server, most = strangersAtMost) {
  const strangers = new Set<Duplex>()
  server.on('connection', socket => {
    strangers.add(socket)
    socket.once('close', () => strangers.delete(socket))
    const first = strangers.size > most ? strangers.values().next().value : undefined
    first?.destroy()
  })
  /** Has shown the key. */
  return { known: (socket: Duplex) => void strangers.delete(socket) }
}
