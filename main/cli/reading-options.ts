import { StudioError } from '#shared/errors.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { promptStyles } from '#shared/prompt/style-names.ts'
import { promptFolders } from '../studio/prompts/folders.ts'
import { promptLists } from '../studio/prompts/prompt-lists.ts'
import { withPromptFiles } from '../studio/prompts/with-prompt-files.ts'
import { readSettings } from '../studio/settings/settings-file.ts'
import { numberGiven, type Options, type Values } from './parse-options.ts'
import type { Session } from './session.ts'

export const readingOptions = {
  style: { type: 'string' },
  'clip-skip': { type: 'string' },
  wildcards: { type: 'string' },
  embeddings: { type: 'string' },
} satisfies Options

/** How the words are to be read, as it was typed; the schema of a generation says whether it can be. */
export function readingGiven(values: Values): unknown {
  const { style } = values
  const clipSkip = numberGiven(values, 'clip-skip')
  if (style === undefined && clipSkip === undefined) return undefined
  const names = Object.keys(promptStyles)
  if (style !== undefined && !names.includes(String(style)))
    throw new StudioError(
      'invalid-input',
      `--style must be one of ${names.join(', ')}, not "${String(style).slice(0, 40)}"`,
    )
  return {
    style: style ?? usualReading.style,
    clipSkip: clipSkip ?? usualReading.clipSkip,
  }
}

/** A session whose engine is handed the lists and textual inversions that prompts name. */
export async function withPrompts(session: Session, values: Values): Promise<Session> {
  const chosen = (name: 'wildcards' | 'embeddings') =>
    typeof values[name] === 'string' ? { [`${name}Folder`]: values[name] } : {}
  const folders = promptFolders({
    ...(await readSettings()),
    ...chosen('wildcards'),
    ...chosen('embeddings'),
  })
  const { engine } = session
  return {
    ...session,
    engine: {
      ...engine,
      call: withPromptFiles(
        engine.call,
        promptLists(() => folders),
      ),
    },
  }
}
