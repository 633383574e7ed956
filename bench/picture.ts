import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')
export const cli = join(root, 'dist', 'reroll.mjs')
export const pictureBook = join(root, 'models', 'picturebook')

/** The picture that every row draws: 20 steps with guidance, the model's own size. */
export const prompt = 'a red bird on a branch'
export const arguments20 = ['generate', prompt, '--seed', '7', '--steps', '20', '--json']

/** Calls `work` with a folder that is gone afterwards. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
