import { engineContract } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { type Port, serve } from '#shared/rpc.ts'
import { engineHandlers } from './handlers.ts'

/** The engine's own process: answers its parent until the parent is gone. */
const port: Port = {
  send: message => {
    if (process.connected) process.send?.(message)
  },
  onMessage: listener => void process.on('message', listener),
  onClose: listener =>
    void process.on('disconnect', () => {
      listener(new StudioError('cancelled', 'The host is gone'))
      // What was aborted tidies up after itself in the turns that follow; then there is nothing to stay for.
      setTimeout(() => process.exit(0), 1000).unref()
    }),
}

// A terminal's Ctrl-C reaches every process of the group; the host decides what it means.
process.on('SIGINT', () => {})

serve(port, engineContract, engineHandlers(), (name, error) => {
  if (process.env.REROLL_LOG) console.error(name, error)
})
