import { readFile } from 'node:fs/promises'
import { atomicWrite } from '../files/atomic-write.ts'
import { defaultModel, modelFolder } from '../model-library.ts'
import type { Index } from './index-file.ts'

/** Its folder lies elsewhere after an update. */
const shipped = 'shipped'

/**
 * With whose eyes pictures were looked at, kept in a file beside the index: a scorer's folder. Another's vectors can be
 * compared with nothing of this one's, so they go when another begins.
 */
export function lookedWith(file: string, index: Index) {
  let known: string | undefined
  const read = async () => {
    // Before anybody could choose, it was the shipped one that looked.
    known ??= (await readFile(file, 'utf8').catch(() => '')).trim() || shipped
    return known
  }
  return {
    /** Of the index: whoever searches it must look through the same eyes. */
    scorer: async (): Promise<string> => {
      const name = await read()
      return name === shipped ? modelFolder(defaultModel) : name
    },
    /** Gives whether it was another before. */
    async lookWith(folder: string): Promise<boolean> {
      const name = folder === (await modelFolder(defaultModel)) ? shipped : folder
      if ((await read()) === name) return false
      index.use(db => db.exec('DELETE FROM spaces'))
      known = name
      // Where it cannot be kept, the pictures are looked at once more after the next start.
      await atomicWrite(file, `${name}\n`).catch(() => {})
      return true
    },
  }
}
