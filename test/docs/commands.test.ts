import { expect, test } from 'vitest'
import { devicesCommand } from '../../main/cli/devices.ts'
import { doctorCommand } from '../../main/cli/doctor.ts'
import { parseGenerate } from '../../main/cli/generate-options.ts'
import { parseGrid } from '../../main/cli/grid-options.ts'
import { knobsCommand } from '../../main/cli/knobs.ts'
import { libraryCommand } from '../../main/cli/library.ts'
import { lorasCommand } from '../../main/cli/loras.ts'
import { modelsCommand } from '../../main/cli/models.ts'
import { scoreOptions } from '../../main/cli/score-options.ts'
import type { Io } from '../../main/cli/session.ts'
import { upscaleCommand } from '../../main/cli/upscale.ts'
import { parseWalk } from '../../main/cli/walk-options.ts'
import { pages, tokensOf } from './guide-pages.ts'

const none = '--no-such-option'
const io: Io = {
  out: () => {},
  err: process.stderr,
  spawn: () => {
    throw new Error('nothing is to be drawn here')
  },
}

/** Reads all of it up to an option that does not exist, so that nothing is done; what else it objects to is told first. */
const upTo = (command: (args: readonly string[], io: Io) => Promise<void>) => (args: string[]) =>
  expect(command([...args, none], io)).rejects.toThrow(`unknown option ${none};`)

const parsers: Record<string, (args: string[]) => unknown> = {
  generate: parseGenerate,
  walk: parseWalk,
  grid: parseGrid,
  score: scoreOptions,
  upscale: upTo(upscaleCommand),
  knobs: upTo(knobsCommand),
  models: upTo(modelsCommand),
  loras: upTo(lorasCommand),
  library: upTo(libraryCommand),
  devices: upTo(devicesCommand),
  doctor: upTo(doctorCommand),
}

/** As a shell takes a line apart: words, and what stands in double quotes. */
const words = (line: string) =>
  [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''))

const lines = [...pages].flatMap(([page, text]) =>
  tokensOf(text, 'code').flatMap(({ text }) =>
    text
      .split('\n')
      .filter(line => line.startsWith('reroll '))
      .map(line => ({ page, line })),
  ),
)

test.each(lines)('$page: $line', async ({ line }) => {
  const [, command = '', ...args] = words(line)
  // `models convert-help` takes words alone.
  if (command === 'models' && args[0] === 'convert-help')
    return expect(modelsCommand(args, io)).resolves.toBeUndefined()
  await parsers[command]!(args)
})

test('the page of the command line shows every command', () => {
  const shown = new Set(
    lines.filter(({ page }) => page === 'command-line.md').map(({ line }) => words(line)[1]),
  )
  expect([...shown].sort()).toEqual(Object.keys(parsers).sort())
})
