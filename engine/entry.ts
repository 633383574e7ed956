import { constants, setPriority } from 'node:os'
import { engineContract } from '#shared/engine-contract.ts'
import { serve } from '#shared/rpc.ts'
import { engineHandlers } from './handlers.ts'
import { parentPort } from './parent-port.ts'

// A terminal's Ctrl-C reaches every process of the group; the host decides what it means.
process.on('SIGINT', () => {})

// A window's hand and its frames come first; threads that are started from here on inherit it.
if (process.env.REROLL_YIELDS) {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where a system does not let it, all are equal.
  }
}

/** The engine's own process: answers its parent until the parent is gone. */
serve(parentPort(), engineContract, engineHandlers(), (name, error) => {
  if (process.env.REROLL_LOG) console.error(name, error)
})
