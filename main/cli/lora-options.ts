import { basename, parse, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type Lora, loras as loraList } from '#shared/loras.ts'
import { describeIssues } from '#shared/rpc.ts'
import { filesOfLoras, loraFolders } from '../studio/loras/lora-library.ts'
import { withLoraFiles } from '../studio/loras/with-loras.ts'
import type { GenerateCommand } from './generate-options.ts'
import type { Options, Values } from './parse-options.ts'
import type { Session } from './session.ts'

export const loraOptions = {
  lora: { type: 'string', multiple: true },
} satisfies Options

export type LoraChoice = {
  loras: Lora[]
  /** Of those that were given by a path, by name. */
  files: Record<string, string>
}

/** `--lora NAME[:0.8[:0.5]]`, NAME also a file; null when there is none. Errors: `invalid-input`. */
export function parseLoras(values: Values): LoraChoice | null {
  const given = values.lora as string[] | undefined
  if (!given) return null
  const files: Record<string, string> = {}
  const said = given
    .filter(text => text !== 'off')
    .map(text => {
      const [, subject, strength, clip] = /^(.+?)(?::([-+]?[\d.]+))?(?::([-+]?[\d.]+))?$/.exec(text) ?? []
      const name = subject?.endsWith('.safetensors') ? parse(subject).name : subject?.trim()
      if (subject && name !== subject?.trim()) files[name!] = resolve(subject)
      return {
        name: name ?? '',
        ...(strength !== undefined && { strength: Number(strength) }),
        ...(clip !== undefined && { clipStrength: Number(clip) }),
      }
    })
  const parsed = loraList.safeParse(said)
  if (!parsed.success)
    throw new StudioError(
      'invalid-input',
      `--lora ${given.join(' ').slice(0, 80)}: ${describeIssues(parsed.error.issues)}; expected NAME, NAME:STRENGTH or NAME:STRENGTH:ON_THE_WORDS, such as add_detail:0.8`,
    )
  return { loras: parsed.data, files }
}

/**
 * A session whose engine is handed the files of the LoRAs that are to be drawn with.
 * Errors, when it draws: `model-missing` naming those that are not installed.
 */
export function withLoras(
  session: Session,
  { loras, from }: Pick<GenerateCommand, 'loras' | 'from'>,
): Session {
  const { engine } = session
  const folders = loraFolders()
  const find = async (names: readonly string[]) => {
    const own = loras?.files ?? {}
    const rest = names.filter(name => !own[name])
    const found = await filesOfLoras(rest, folders).catch((error: Error) => {
      throw from
        ? new StudioError('model-missing', `${basename(from)}: ${error.message} (--lora off)`)
        : error
    })
    return { ...found, ...own }
  }
  return { ...session, engine: { ...engine, call: withLoraFiles(engine.call, find) } }
}
