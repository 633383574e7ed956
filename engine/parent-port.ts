import { StudioError } from '#shared/errors.ts'
import type { Port } from '#shared/rpc.ts'

/** What Electron gives a utility process instead of `process.send`. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** The way to whoever started this process: Electron's, or that of a forked Node. */
export function parentPort(): Port {
  const { parentPort } = process as { parentPort?: ParentPort }
  if (parentPort)
    return {
      send: message => parentPort.postMessage(message),
      onMessage: listener => parentPort.on('message', ({ data }) => listener(data)),
      // The system ends a utility process with its parent.
      onClose: () => {},
    }
  return {
    send: message => {
      if (process.connected) process.send?.(message)
    },
    onMessage: listener => void process.on('message', listener),
    onClose: listener =>
      void process.on('disconnect', () => {
        listener(new StudioError('cancelled', 'The host is gone'))
        // What was aborted tidies up after itself in the turns that follow; then there is nothing to stay for.
        setTimeout(() => process.exit(0), 1000).unref()
      }),
  }
}
