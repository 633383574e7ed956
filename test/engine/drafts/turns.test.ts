import { expect, test } from 'vitest'
import { turns } from '#engine/drafts/turns.ts'

const never = new AbortController().signal
const tick = () => new Promise(resolve => setImmediate(resolve))

test('one at a time, whoever has least left goes first', async () => {
  const { take } = turns()
  const told: string[] = []
  let free = () => {}
  const first = take(9, never, () => new Promise<void>(resolve => (free = resolve)))
  const rest = [
    take(64, never, async () => void told.push('map')),
    take(1, never, async () => void told.push('drag')),
    take(64, never, async () => void told.push('later map')),
  ]
  await tick()
  expect(told).toEqual([])
  free()
  await Promise.all([first, ...rest])
  expect(told).toEqual(['drag', 'map', 'later map'])
})

test('who is cancelled while waiting leaves the row; a failure frees the turn', async () => {
  const { take } = turns()
  const abort = new AbortController()
  const failing = take(1, never, async () => {
    await tick()
    throw new Error('broken')
  })
  const cancelled = take(1, abort.signal, async () => 'never')
  const last = take(2, never, async () => 'done')
  abort.abort(new Error('cancelled'))
  await expect(cancelled).rejects.toThrow('cancelled')
  await expect(failing).rejects.toThrow('broken')
  await expect(last).resolves.toBe('done')
})
