import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fixture } from '../pipeline/draw.ts'

const own = resolve(import.meta.dirname, '../golden/prompts')

/**
 * tiny-sd with a text encoder whose final norm has gains and biases: without them the mean that A1111 restores is 0.
 * `remove` takes the folder away.
 */
export function wordedModel(): { folder: string; remove(): void } {
  const scratch = mkdtempSync(join(tmpdir(), 'reroll-words-'))
  const folder = join(scratch, 'tiny-sd')
  cpSync(fixture('tiny-sd'), folder, { recursive: true })
  cpSync(join(own, 'text_encoder'), join(folder, 'text_encoder'), { recursive: true })
  return { folder, remove: () => rmSync(scratch, { recursive: true }) }
}

/** A textual inversion for the tiny models. */
export const vectorFile = (name: string): string => join(own, `${name}.safetensors`)
