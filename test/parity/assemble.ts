import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export type Row = {
  pipeline: string
  /** Folders of the model by where they come from, relative to test/. */
  parts: Record<string, string>
  /** Keys of JSON files that are set otherwise; a file with a class of its own is written anew. */
  changes: Record<string, Record<string, unknown>>
  index: Record<string, unknown>
  /** What reads its map. */
  net?: string
}

const tests = resolve(import.meta.dirname, '..')
export const familyRows = (): Record<string, Row> =>
  JSON.parse(readFileSync(join(tests, 'parity/families.json'), 'utf8'))

/** Puts a family's folder together, as make_expected.py does. */
export function assemble(folder: string, { parts, changes, index }: Row): string {
  mkdirSync(folder, { recursive: true })
  for (const [part, source] of Object.entries(parts))
    cpSync(join(tests, source), join(folder, part), { recursive: true })
  for (const [name, keys] of Object.entries(changes)) {
    const file = join(folder, name)
    const known = '_class_name' in keys || !existsSync(file) ? {} : JSON.parse(readFileSync(file, 'utf8'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ ...known, ...keys }))
  }
  writeFileSync(join(folder, 'model_index.json'), JSON.stringify(index))
  return folder
}
