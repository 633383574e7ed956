import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { sumsOf } from '../model/hash.ts'

/** Counts up when the same files would come to give other embeddings. */
const version = 1

/**
 * Which embedding space a scorer's vectors lie in: SHA-256, hex, over the sorted lines `path sha256` of every file that
 * decides what they are. Vectors with another id must not be compared.
 */
export async function spaceId(folder: string, files: readonly string[]): Promise<string> {
  const beside = files
    .filter(file => file.endsWith('.onnx'))
    .flatMap(file => [`${file}_data`, `${file}.data`])
  const { sums } = await sumsOf([...files, ...beside].filter(file => existsSync(file)).sort())
  const lines = Array.from(sums, ([file, sum]) => `${relative(folder, file).split(sep).join('/')} ${sum}\n`)
  return createHash('sha256')
    .update(`reroll-embedding ${version}\n${lines.join('')}`)
    .digest('hex')
}
