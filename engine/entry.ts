import { engineContract } from '#shared/engine-contract.ts'
import { serve } from '#shared/rpc.ts'
import { engineHandlers } from './handlers.ts'
import { parentPort } from './parent-port.ts'

// A terminal's Ctrl-C reaches every process of the group; the host decides what it means.
process.on('SIGINT', () => {})

/** The engine's own process: answers its parent until the parent is gone. */
serve(parentPort(), engineContract, engineHandlers(), (name, error) => {
  if (process.env.REROLL_LOG) console.error(name, error)
})
