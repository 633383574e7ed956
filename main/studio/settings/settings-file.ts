import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type StudioSettings, studioSettings } from '#shared/studio/settings.ts'
import { dataFolder } from '../folders.ts'

/** What the window's settings say of the folders that prompts name; nothing where they say nothing. */
export async function readSettings(): Promise<Pick<StudioSettings, 'wildcardsFolder' | 'embeddingsFolder'>> {
  const { wildcardsFolder, embeddingsFolder } = studioSettings.shape
  try {
    const values = JSON.parse(await readFile(join(dataFolder(), 'settings.json'), 'utf8')) as Record<
      string,
      unknown
    >
    return {
      wildcardsFolder: wildcardsFolder.safeParse(values.wildcardsFolder).data,
      embeddingsFolder: embeddingsFolder.safeParse(values.embeddingsFolder).data,
    }
  } catch {
    return {}
  }
}
