import { cancelled, StudioError, toWire } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { commit, version } from '#shared/version.ts'
import type { CommandName } from './command-names.ts'
import { devicesCommand } from './devices.ts'
import { doctorCommand } from './doctor.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { generateCommand } from './generate.ts'
import { gridCommand } from './grid.ts'
import { help } from './help.ts'
import { knobsCommand } from './knobs.ts'
import { libraryCommand } from './library.ts'
import { lorasCommand } from './loras.ts'
import { modelsCommand } from './models.ts'
import { scoreCommand } from './score.ts'
import type { Io } from './session.ts'
import { upscaleCommand } from './upscale.ts'
import { walkCommand } from './walk.ts'

const commands = {
  generate: generateCommand,
  walk: walkCommand,
  grid: gridCommand,
  score: scoreCommand,
  upscale: upscaleCommand,
  knobs: knobsCommand,
  models: modelsCommand,
  loras: lorasCommand,
  library: libraryCommand,
  devices: devicesCommand,
  doctor: doctorCommand,
} satisfies Record<CommandName, (args: readonly string[], io: Io) => Promise<void>>

/** Runs what follows the program's name; resolves to the exit code. Errors go to `io.err` in a sentence. */
export async function runCommand([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help)
    return name === undefined ? exitCodes.usage : exitCodes.done
  }
  if (name === '--version') {
    io.out(commit ? `${version} (${commit})` : version)
    return exitCodes.done
  }
  try {
    if (!Object.hasOwn(commands, name))
      throw new StudioError('invalid-input', unknownMessage('command', name, Object.keys(commands)))
    await commands[name as keyof typeof commands](args, io)
    return exitCodes.done
  } catch (error) {
    const { code, message } = toWire(error)
    if (args.includes('--json') && (name === 'generate' || name === 'score' || name === 'upscale'))
      io.out(JSON.stringify({ error: { code, message } }))
    io.err.write(
      `${code === 'cancelled' && message === cancelled().message ? 'Cancelled; nothing half-done was left behind' : message}\n`,
    )
    if (process.env.REROLL_LOG) console.error(error)
    return exitCodeOf(code)
  }
}
