import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import Conf from 'conf'
import { servedHost } from '#main/server/host.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { openStudio } from '#main/studio/studio.ts'
import type { Client } from '#shared/contract.ts'
import { connect, type Port, serve } from '#shared/rpc.ts'
import { type StudioContract, studioContract } from '#shared/studio-contract.ts'

const portOf = (end: MessagePort): Port => ({
  send: message => end.postMessage(message),
  onMessage: listener => void end.on('message', listener),
  onClose: () => {},
})

/** A studio with the real engine, asked through the contract, schemas and all, but in one process. */
export async function openHere(folder: string) {
  const data = join(folder, 'data')
  const studio = await openStudio({
    data,
    cache: join(folder, 'cache'),
    pictures: join(folder, 'pictures'),
    spawn: forkEngine,
    openSettings: () => new Conf({ cwd: data, configName: 'settings' }),
  })
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  serve(portOf(port1), studioContract, studio.handlers(servedHost))
  const call: Client<StudioContract> = connect<StudioContract>(portOf(port2))
  return { studio, call, close: () => studio.close() }
}
