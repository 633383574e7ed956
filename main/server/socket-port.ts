import type { WebSocket } from 'ws'
import * as z from 'zod'
import { StudioError } from '#shared/errors.ts'
import type { Port } from '#shared/rpc.ts'
import { pack, unpack } from '#shared/wire.ts'

/** A dropped picture is the largest thing that a page sends. */
export const messageLimit = 64 << 20
/** What may wait for a slow page before it is dropped; it can connect again and read everything anew. */
const backlogLimit = 64 << 20

const message = z.union([
  z.strictObject({ id: z.int().min(0), cancel: z.literal(true) }),
  z.looseObject({ id: z.int().min(0), name: z.string().max(100) }),
])

/** A page's end of a WebSocket, in MessagePack. What is no message of ours ends the connection. */
export function socketPort(socket: WebSocket): Port {
  const listeners: ((message: unknown) => void)[] = []
  socket.on('message', (data, isBinary) => {
    const parsed = isBinary ? read(data as Buffer) : null
    if (!parsed) return socket.close(1003, 'Expected a request in MessagePack')
    for (const listener of listeners) listener(parsed)
  })
  // ws closes with a code of its own for what breaks its rules (too large, not a frame).
  socket.on('error', () => {})
  return {
    send(value) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > backlogLimit) return socket.terminate()
      socket.send(pack(value))
    },
    onMessage: listener => void listeners.push(listener),
    onClose: listener =>
      void socket.once('close', () => listener(new StudioError('cancelled', 'The page is gone'))),
  }
}

function read(data: Buffer): z.output<typeof message> | null {
  try {
    const parsed = message.safeParse(unpack(data))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
