import { MessageChannel } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import * as z from 'zod'
import { type Handlers, method } from '#shared/contract.ts'
import { StudioError } from '#shared/errors.ts'
import { connect, type Port, serve } from '#shared/rpc.ts'

const contract = {
  'numbers.double': method<number>()(z.object({ n: z.int(), by: z.number().default(2) })),
  'numbers.count': method<string, number>()(z.object({ to: z.int() })),
}

const handlers: Handlers<typeof contract> = {
  'numbers.double': ({ n, by }) => {
    if (n < 0) throw new StudioError('out-of-memory', 'too small')
    if (n > 100) throw new TypeError('a bug')
    return n * by
  },
  'numbers.count': async ({ to }, { emit, signal }) => {
    for (let i = 0; i < to; i++) {
      signal.throwIfAborted()
      emit(i)
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    return 'done'
  },
}

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

function pair() {
  const { port1, port2 } = new MessageChannel()
  const wrap = (port: typeof port1): Port => ({
    send: message => port.postMessage(message),
    onMessage: listener => void port.on('message', listener),
    onClose: listener => void port.on('close', () => listener(new StudioError('engine-crashed', 'gone'))),
  })
  const thrown: unknown[] = []
  serve(wrap(port1), contract, handlers, (_, error) => thrown.push(error))
  open.push(() => port1.close())
  return {
    call: connect<typeof contract>(wrap(port2)),
    raw: (message: unknown) => port2.postMessage(message),
    close: () => port1.close(),
    thrown,
  }
}

test('a call returns its output, with defaults filled in', async () => {
  expect(await pair().call('numbers.double', { n: 4 })).toBe(8)
})

test('events arrive in order before the output', async () => {
  const seen: number[] = []
  expect(await pair().call('numbers.count', { to: 5 }, { onEvent: n => seen.push(n) })).toBe('done')
  expect(seen).toEqual([0, 1, 2, 3, 4])
})

test('input that does not parse is invalid-input and names the field', async () => {
  await expect(pair().call('numbers.double', { n: 1.5 })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/^n: /),
  })
})

test('names outside the contract, inherited ones too, are refused', async () => {
  const { call } = pair()
  for (const name of ['numbers.halve', 'constructor', '__proto__'])
    await expect(call(name as 'numbers.double', { n: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
})

test('a studio error keeps its code; a bug becomes internal and is seen by the server', async () => {
  const { call, thrown } = pair()
  await expect(call('numbers.double', { n: -1 })).rejects.toMatchObject({
    code: 'out-of-memory',
    message: 'too small',
  })
  await expect(call('numbers.double', { n: 101 })).rejects.toMatchObject({
    code: 'internal',
    message: 'a bug',
  })
  expect(thrown.at(-1)).toBeInstanceOf(TypeError)
})

test('cancel stops a call in mid-run, and one that has not begun', async () => {
  const { call } = pair()
  const abort = new AbortController()
  const seen: number[] = []
  const running = call('numbers.count', { to: 10_000 }, { signal: abort.signal, onEvent: n => seen.push(n) })
  setTimeout(() => abort.abort(), 20)
  await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  expect(seen.length).toBeLessThan(1000)
  await expect(call('numbers.count', { to: 1 }, { signal: abort.signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('when the port closes, what is pending and what comes after is rejected', async () => {
  const { call, close } = pair()
  const running = call('numbers.count', { to: 10_000 })
  close()
  await expect(running).rejects.toMatchObject({ code: 'engine-crashed' })
  await expect(call('numbers.double', { n: 1 })).rejects.toMatchObject({ code: 'engine-crashed' })
})

test('what is no request is passed over, and the next one is answered', async () => {
  const { call, raw, thrown } = pair()
  for (const garbage of [
    null,
    undefined,
    7,
    'text',
    [],
    {},
    { id: 'a', name: 'numbers.double' },
    { id: 1.5 },
  ])
    raw(garbage)
  raw({ id: 99, cancel: true })
  raw({ id: 99, name: '__proto__', input: {} })
  expect(await call('numbers.double', { n: 4 })).toBe(8)
  expect(thrown).toEqual([expect.objectContaining({ code: 'invalid-input' })])
})

test('a number that is at work is not taken twice: all that runs ends with the port', async () => {
  const { port1, port2 } = new MessageChannel()
  const begun: AbortSignal[] = []
  const closers: ((reason: StudioError) => void)[] = []
  const port: Port = {
    send: message => port1.postMessage(message),
    onMessage: listener => void port1.on('message', listener),
    onClose: listener => void closers.push(listener),
  }
  const wait = (_: unknown, { signal }: { signal: AbortSignal }) => {
    begun.push(signal)
    return new Promise<void>(() => {})
  }
  serve(port, { wait: method<void>()(z.void()) }, { wait })
  for (let n = 0; n < 3; n++) port2.postMessage({ id: 4, name: 'wait' })
  await new Promise(resolve => setTimeout(resolve, 20))
  for (const close of closers) close(new StudioError('cancelled', 'gone'))
  expect(begun.map(({ aborted }) => aborted)).toEqual([true])
  port1.close()
})
