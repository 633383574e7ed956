import { expect, test } from 'vitest'
import { modelGate } from '#main/studio/model-gate.ts'

const tick = () => new Promise(resolve => setImmediate(resolve))

/** Enters and notes it; the returned promise is the way out. */
function entering(gate: ReturnType<typeof modelGate>, told: string[], name: string, folder?: string) {
  return gate.enter(folder).then(leave => {
    told.push(name)
    return leave
  })
}

test('the same model is shared; another waits until nobody uses this one; who comes later waits behind', async () => {
  const gate = modelGate()
  const told: string[] = []
  const first = await entering(gate, told, 'a1', 'a')
  const second = await entering(gate, told, 'a2', 'a')
  const other = entering(gate, told, 'b', 'b')
  const later = entering(gate, told, 'a3', 'a')
  const any = await entering(gate, told, 'any')
  await tick()
  expect(told).toEqual(['a1', 'a2', 'any'])
  first()
  second()
  await tick()
  expect(told).not.toContain('b')
  any()
  const leave = await other
  await tick()
  expect(told).toEqual(['a1', 'a2', 'any', 'b'])
  leave()
  await later
  expect(told.at(-1)).toBe('a3')
})

test('who gives up leaves the row to those behind', async () => {
  const gate = modelGate()
  const told: string[] = []
  await entering(gate, told, 'a1', 'a')
  const abort = new AbortController()
  const other = gate.enter('b', abort.signal)
  const later = entering(gate, told, 'a2', 'a')
  abort.abort()
  await expect(other).rejects.toMatchObject({ code: 'cancelled' })
  await later
  expect(gate.users()).toBe(2)
  await expect(gate.enter('a', abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
})
