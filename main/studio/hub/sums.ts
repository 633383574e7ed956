import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { HubFile } from './api.ts'

export type Sums = { sha256: string; git: string }

/** SHA-256, and SHA-1 as git names a blob: over `blob SIZE`, a zero and the content. */
export async function sumsOfFile(file: string, signal?: AbortSignal): Promise<Sums> {
  const sha256 = createHash('sha256')
  const git = createHash('sha1').update(`blob ${(await stat(file)).size}\0`)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) {
    sha256.update(chunk)
    git.update(chunk)
  }
  return { sha256: sha256.digest('hex'), git: git.digest('hex') }
}

export const fits = (sums: Sums, { sum }: Pick<HubFile, 'sum'>): boolean => sums[sum.kind] === sum.hex
