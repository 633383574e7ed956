import { expect, test } from 'vitest'
import { lanes } from '#main/studio/drafts/lanes.ts'
import { untilAborted } from '#main/studio/listeners.ts'
import { cancelled } from '#shared/errors.ts'

const never = new AbortController().signal

test('a newer call of a lane ends the older one; other lanes go on', async () => {
  const inLane = lanes()
  const first = inLane('stage', never, untilAborted)
  const strips = inLane('strips', never, async signal => {
    await new Promise(resolve => setTimeout(resolve, 20))
    return signal.aborted
  })
  const second = inLane('stage', never, async signal => signal.aborted)
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  await expect(second).resolves.toBe(false)
  await expect(strips).resolves.toBe(false)
})

test('an end long after a newer call began leaves the newer one to be ended', async () => {
  const inLane = lanes()
  let end = () => {}
  const first = inLane('stage', never, () => new Promise<void>(resolve => (end = resolve)))
  const second = inLane('stage', never, untilAborted)
  end()
  await first
  const third = inLane('stage', never, async () => 'newest')
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  await expect(third).resolves.toBe('newest')
})

test('its own signal ends it too', async () => {
  const abort = new AbortController()
  const running = lanes()('stage', abort.signal, untilAborted)
  abort.abort(cancelled())
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
})
