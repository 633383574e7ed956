import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Client, Handlers } from '#shared/contract.ts'
import { connect, type Port, serve } from '#shared/rpc.ts'
import { type StudioContract, studioContract } from '#shared/studio-contract.ts'

/** Asks handlers through the contract, schemas and all, but in one process. */
export function through(handlers: Handlers<StudioContract>): Client<StudioContract> {
  const { port1, port2 } = new MessageChannel()
  const portOf = (end: MessagePort): Port => ({
    send: message => end.postMessage(message),
    onMessage: listener => void end.on('message', listener),
    onClose: () => {},
  })
  port1.unref()
  serve(portOf(port1), studioContract, handlers)
  return connect<StudioContract>(portOf(port2))
}
