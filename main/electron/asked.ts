import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commandNames } from '../cli/command-names.ts'

/** What a package is started for: a command without a window, or the window, with files to open in it. */
export type Asked = { command: readonly string[] } | { files: readonly string[] }

const isCommand = (word: string) => [...commandNames, 'help'].includes(word)

/**
 * Tells the two apart by the first argument that is no switch. Switches before it belong to Chromium (`--no-sandbox`);
 * a word that is neither a file nor a command goes to the command line, which says what there is.
 */
export function askedOf(args: readonly string[], exists: (file: string) => boolean = existsSync): Asked {
  const first = args.findIndex(arg => !arg.startsWith('-'))
  const alone = args.find(arg => arg === '--version' || arg === '--help' || arg === '-h')
  if (first < 0) return alone ? { command: [alone] } : { files: [] }
  const word = args[first]!
  if (isCommand(word)) return { command: args.slice(first) }
  const files = args.filter(arg => !arg.startsWith('-')).map(asPath)
  return looksLikeFile(word) || exists(files[0]!) ? { files } : { command: args.slice(first) }
}

/** File managers hand over paths or addresses. */
const asPath = (arg: string) => (arg.startsWith('file:') ? fileURLToPath(arg) : arg)
const looksLikeFile = (word: string) => /[/\\]|\.\w{2,11}$/.test(word)
