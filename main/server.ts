import { toWire } from '#shared/errors.ts'
import { serverHelp, serverOptions } from './server/options.ts'
import { runServer } from './server/run.ts'

const repeatMs = 300

/** The served studio: the same window in a browser, for machines without a display and for tests. */
async function run(args: readonly string[]): Promise<void> {
  const options = serverOptions(args)
  if (options.help) {
    console.log(serverHelp)
    return
  }
  const served = await runServer(options)
  console.log(`Reroll is at ${served.url}`)
  let ending: number | undefined
  const end = () => {
    // A second Ctrl-C does not wait. The library below `conf` sends each signal on a second time, at once.
    if (ending !== undefined && performance.now() - ending > repeatMs) process.exit(1)
    if (ending !== undefined) return
    ending = performance.now()
    served.close().then(
      () => process.exit(0),
      error => {
        console.error(toWire(error).message)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

run(process.argv.slice(2)).catch(error => {
  console.error(toWire(error).message)
  if (process.env.REROLL_LOG) console.error(error)
  process.exit(1)
})
