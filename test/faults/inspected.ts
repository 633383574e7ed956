import { WebSocket } from 'ws'
import { until } from '../main/studio/scratch.ts'

/** For NODE_OPTIONS: a process that can be told to collect its garbage. */
export const inspectable = '--inspect=127.0.0.1:0'

/**
 * Resident memory in MiB of an inspectable process once its garbage is collected: what it holds, not what it has not
 * cleared away yet. The least of three, since it goes on working meanwhile. `complained` is its stderr.
 */
export async function heldMiB(complained: () => string): Promise<number> {
  const address = await until(() => /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(complained())?.[0])
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let id = 0
  const call = (method: string, params: object = {}) =>
    new Promise<{ result: { value: number } }>(resolve => {
      const mine = ++id
      const hear = (data: Buffer) => {
        const message = JSON.parse(String(data)) as { id?: number; result: { result: { value: number } } }
        if (message.id !== mine) return
        socket.off('message', hear)
        resolve(message.result)
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id: mine, method, params }))
    })
  const held: number[] = []
  for (let n = 0; n < 3; n++) {
    await call('HeapProfiler.collectGarbage')
    held.push((await call('Runtime.evaluate', { expression: 'process.memoryUsage.rss()' })).result.value)
  }
  socket.close()
  return Math.min(...held) / 2 ** 20
}
