import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { studioSettings } from '#shared/studio/settings.ts'
import { dataFolder, picturesFolder } from '../folders.ts'

/** The library that the window opens: the one that was chosen, else the one in the pictures folder. */
export async function libraryFolder(): Promise<string> {
  try {
    const text = await readFile(join(dataFolder(), 'settings.json'), 'utf8')
    return studioSettings.shape.libraryFolder.parse(JSON.parse(text).libraryFolder) ?? picturesFolder()
  } catch {
    return picturesFolder()
  }
}
