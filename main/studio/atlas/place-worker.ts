import { parentPort } from 'node:worker_threads'
import { placeCrowd } from '#engine/maps/crowd/place-crowd.ts'
import type { Crowd } from './placing.ts'

/** Between two words about how far it is, in ms. */
const often = 100

parentPort?.once('message', ({ packed, known }: Crowd) => {
  let last = 0
  for (const event of placeCrowd(packed, known)) {
    if (event.kind === 'progress' && performance.now() - last < often) continue
    last = performance.now()
    parentPort?.postMessage(event)
  }
})
