import { expect, test } from 'vitest'
import { newestBatchFirst } from '../../../renderer/lib/queue-of-work.ts'

const turn = () => new Promise(resolve => setTimeout(resolve))

test('what was asked for last comes first, in its own order; what was given up does not come', async () => {
  let now = 0
  const enqueue = newestBatchFirst(1, () => now)
  const ran: string[] = []
  const release: (() => void)[] = []
  const gone = new AbortController()
  const ask = (name: string, signal: AbortSignal = new AbortController().signal) =>
    enqueue(async () => {
      ran.push(name)
      await new Promise<void>(resolve => release.push(resolve))
    }, signal)
  for (const name of ['a1', 'a2', 'a3']) ask(name)
  now = 1000
  for (const name of ['b1', 'b2']) ask(name)
  ask('b3', gone.signal)
  gone.abort()
  for (let i = 0; i < 6; i++) {
    release.shift()?.()
    await turn()
  }
  expect(ran).toEqual(['a1', 'b1', 'b2', 'a2', 'a3'])
})
