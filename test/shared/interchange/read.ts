import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Foreign } from '#shared/interchange/foreign.ts'
import { readForeign } from '#shared/interchange/read-foreign.ts'
import { readPictureTexts } from '#shared/pictures/picture-texts.ts'
import { inflate } from '../pictures/encode.ts'

export const folder = join(import.meta.dirname, '../../fixtures/foreign')

export function readFile(name: string): Foreign {
  const picture = readPictureTexts(new Uint8Array(readFileSync(join(folder, name))), inflate)
  const found = picture && readForeign(picture.texts)
  if (!found) throw new Error(`${name}: nothing found`)
  return found
}

export const readTexts = (texts: Record<string, string>): Foreign | null =>
  readForeign(new Map(Object.entries(texts)))

/** Of ComfyUI's graph. */
export const readGraphOf = (graph: object): Foreign | null => readTexts({ prompt: JSON.stringify(graph) })
