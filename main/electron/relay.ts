import type { HostEvent } from '#shared/studio/host.ts'

/** What the system tells the window, on its way to the page. */
export type Relay = {
  send(event: HostEvent): void
  listen(listener: (event: HostEvent) => void): () => void
}

/** Passes events on to whoever listens at that moment; what no menu sent waits for the first who does. */
export function relay(): Relay {
  const listeners = new Set<(event: HostEvent) => void>()
  const waiting: HostEvent[] = []
  return {
    send: event => {
      if (listeners.size === 0 && !('action' in event)) waiting.push(event)
      for (const listener of listeners) listener(event)
    },
    listen: listener => {
      listeners.add(listener)
      for (const event of waiting.splice(0)) listener(event)
      return () => listeners.delete(listener)
    },
  }
}
