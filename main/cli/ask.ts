import { createInterface } from 'node:readline/promises'
import { cancelled, StudioError } from '#shared/errors.ts'

/**
 * Asks before something is done; `--yes` answers it.
 * Errors: `cancelled` for any other answer than yes, `invalid-input` where nobody can be asked.
 */
export async function askFirst(question: string, yes: boolean): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new StudioError('invalid-input', `${question} Say so with --yes`)
  const line = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await line.question(`${question} [y/N] `).finally(() => line.close())
  if (!/^y(es)?$/i.test(answer.trim())) throw cancelled()
}
