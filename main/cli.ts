import { StudioError, toWire } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { version } from '#shared/version.ts'
import { doctorCommand } from './cli/doctor.ts'
import { exitCodeOf, exitCodes } from './cli/exit-codes.ts'
import { generateCommand } from './cli/generate.ts'
import { gridCommand } from './cli/grid.ts'
import { help } from './cli/help.ts'
import { knobsCommand } from './cli/knobs.ts'
import { libraryCommand } from './cli/library.ts'
import { lorasCommand } from './cli/loras.ts'
import { modelsCommand } from './cli/models.ts'
import { scoreCommand } from './cli/score.ts'
import type { Io } from './cli/session.ts'
import { walkCommand } from './cli/walk.ts'

const commands = {
  generate: generateCommand,
  walk: walkCommand,
  grid: gridCommand,
  score: scoreCommand,
  knobs: knobsCommand,
  models: modelsCommand,
  loras: lorasCommand,
  library: libraryCommand,
  doctor: doctorCommand,
} satisfies Record<string, (args: readonly string[], io: Io) => Promise<void>>

async function run([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help)
    return name === undefined ? exitCodes.usage : exitCodes.done
  }
  if (name === '--version') {
    io.out(version)
    return exitCodes.done
  }
  try {
    if (!Object.hasOwn(commands, name))
      throw new StudioError('invalid-input', unknownMessage('command', name, Object.keys(commands)))
    await commands[name as keyof typeof commands](args, io)
    return exitCodes.done
  } catch (error) {
    const { code, message } = toWire(error)
    if (args.includes('--json') && (name === 'generate' || name === 'score'))
      io.out(JSON.stringify({ error: { code, message } }))
    io.err.write(`${code === 'cancelled' ? 'Cancelled; nothing half-done was left behind' : message}\n`)
    if (process.env.REROLL_LOG) console.error(error)
    return exitCodeOf(code)
  }
}

// A reader that goes away early (`reroll models | head -1`) is no error.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), {
  out: text => void process.stdout.write(`${text}\n`),
  err: process.stderr,
})
