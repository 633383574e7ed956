import type { Io } from './session.ts'

/** The terminal that this program was started from. */
export function terminal(): Pick<Io, 'out' | 'err'> {
  // A reader that goes away early (`reroll models | head -1`) is no error.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  })
  return { out: text => void process.stdout.write(`${text}\n`), err: process.stderr }
}
