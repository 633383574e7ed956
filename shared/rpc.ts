import type { CallOptions, Client, Contract, Handlers } from './contract.ts'
import { cancelled, fromWire, StudioError, toWire, type WireError } from './errors.ts'

/** Anything that carries structured-cloneable messages: a child process, a MessagePort, a WebSocket, ipcRenderer. */
export interface Port {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once when no further message can come; the argument says why. */
  onClose(listener: (reason: StudioError) => void): void
}

type Call = { id: number; name: string; input?: unknown }
type Request = Call | { id: number; cancel: true }
type Reply =
  | { id: number; event: unknown }
  | { id: number; output: unknown }
  | { id: number; error: WireError }
type Handler = (input: unknown, context: { signal: AbortSignal; emit: (event: unknown) => void }) => unknown

/** A page may send anything at all; what is no request is not answered. */
function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) return false
  const { id, name, cancel } = message as Record<string, unknown>
  return Number.isInteger(id) && (cancel === true || typeof name === 'string')
}

/** Answers requests. A closed port aborts what is running. `onError` sees what was thrown, stack and all. */
export function serve<C extends Contract>(
  port: Port,
  contract: C,
  handlers: Handlers<C>,
  onError: (name: string, error: unknown) => void = () => {},
): void {
  const running = new Map<number, AbortController>()
  const answer = async ({ id, name, input }: Call, signal: AbortSignal) => {
    const method = Object.hasOwn(contract, name) ? contract[name] : undefined
    if (!method) throw new StudioError('invalid-input', `Unknown method ${name}`)
    const parsed = method.input.safeParse(input)
    if (!parsed.success) throw new StudioError('invalid-input', describeIssues(parsed.error.issues))
    const emit = (event: unknown) => port.send({ id, event } satisfies Reply)
    return (handlers[name] as Handler)(parsed.data, { signal, emit })
  }
  port.onMessage(async asked => {
    if (!isRequest(asked)) return
    if ('cancel' in asked) return running.get(asked.id)?.abort(cancelled())
    // Two of one number could not be told apart, and only one of them be ended with the port.
    if (running.has(asked.id)) return
    const abort = new AbortController()
    running.set(asked.id, abort)
    try {
      const output = await answer(asked, abort.signal)
      port.send({ id: asked.id, output } satisfies Reply)
    } catch (error) {
      // What libraries throw when they are told to stop comes in many forms; to the caller it is the cancel it asked for.
      const told = abort.signal.aborted ? abort.signal.reason : error
      onError(asked.name, error)
      port.send({ id: asked.id, error: toWire(told) } satisfies Reply)
    } finally {
      running.delete(asked.id)
    }
  })
  port.onClose(reason => {
    for (const abort of running.values()) abort.abort(reason)
  })
}

type Waiting = {
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  onEvent?: ((event: never) => void) | undefined
}

/** Makes requests. When the port closes, everything pending and everything after is rejected with the reason. */
export function connect<C extends Contract>(port: Port): Client<C> {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let closed: StudioError | undefined
  port.onMessage(message => {
    const reply = message as Reply
    const call = waiting.get(reply.id)
    if (!call) return
    if ('event' in reply) return call.onEvent?.(reply.event as never)
    waiting.delete(reply.id)
    if ('error' in reply) call.reject(fromWire(reply.error))
    else call.resolve(reply.output)
  })
  port.onClose(reason => {
    closed = reason
    for (const call of waiting.values()) call.reject(reason)
    waiting.clear()
  })
  return ((name: string, input: unknown, { signal, onEvent }: CallOptions<never> = {}) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(closed)
      if (signal?.aborted) return reject(cancelled())
      const id = ++lastId
      const cancel = () => port.send({ id, cancel: true } satisfies Request)
      const settle = (done: (value: never) => void) => (value: unknown) => {
        signal?.removeEventListener('abort', cancel)
        done(value as never)
      }
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject), onEvent })
      signal?.addEventListener('abort', cancel, { once: true })
      port.send({ id, name, input } satisfies Request)
    })) as Client<C>
}

/** One line per problem: where, what was expected. */
export const describeIssues = (issues: readonly { path: PropertyKey[]; message: string }[]): string =>
  issues
    .map(({ path, message }) => (path.length ? `${path.map(String).join('.')}: ${message}` : message))
    .join('; ')
