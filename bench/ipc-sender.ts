import { parentPort } from '#engine/parent-port.ts'

/** The other end of `ipc`: sends so many events like those of previews, each with so many bytes. */
const port = parentPort()
port.onMessage(message => {
  const { count, bytes } = message as { count: number; bytes: number }
  const png = new Uint8Array(bytes).fill(7)
  for (let step = 0; step < count; step++)
    port.send({ id: 1, event: { kind: 'preview', image: 0, step, png } })
})
