import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ModelFolder } from '../model/folder.ts'

/** Bytes of everything beside a model's graphs that reads words and draws: about what it takes in memory. */
export async function weightBytes({ files }: ModelFolder): Promise<number> {
  const folders = [files.text_encoder, files.text_encoder_2, files.unet].flatMap(file =>
    file ? [dirname(file)] : [],
  )
  let bytes = 0
  for (const folder of folders)
    for (const name of await readdir(folder))
      bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0
  return bytes
}
