import { readdir } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { LoraFolder } from '#shared/studio/loras.ts'
import type { StudioSettings } from '#shared/studio/settings.ts'
import { installedLoras } from './lora-library.ts'

export type FolderSettings = {
  get(): Pick<StudioSettings, 'loraFolders'>
  set(change: Pick<StudioSettings, 'loraFolders'>): unknown
}

const most = 50

/** The folders in which LoRAs are looked for: those that a person chose, in the settings, and the studio's own. */
export function loraFolderList(places: () => readonly string[], settings: FolderSettings) {
  const chosen = () => settings.get().loraFolders.map(folder => resolve(folder))
  const list = async (): Promise<LoraFolder[]> => {
    const mine = new Set(chosen())
    return Promise.all(
      places().map(async folder => ({
        folder,
        loras: (await installedLoras([folder])).length,
        chosen: mine.has(folder),
        problem: mine.has(folder) ? await problemOf(folder) : null,
      })),
    )
  }
  return {
    list,
    /** Errors: `invalid-input` for what is no folder that can be read, or one too many. */
    async add(folder: string): Promise<LoraFolder[]> {
      if (!isAbsolute(folder))
        throw new StudioError(
          'invalid-input',
          `"${folder.slice(0, 80)}" is not the whole path of a folder; expected one such as ${resolve('/art/models/Lora')}`,
        )
      const path = resolve(folder)
      const problem = await problemOf(path)
      if (problem) throw new StudioError('invalid-input', `${path}: ${problem}`)
      const known = chosen()
      if (known.includes(path)) return list()
      if (known.length >= most)
        throw new StudioError('invalid-input', `At most ${most} folders of LoRAs; take one away first`)
      settings.set({ loraFolders: [...known, path] })
      return list()
    },
    async remove(folder: string): Promise<LoraFolder[]> {
      const path = resolve(folder)
      settings.set({ loraFolders: chosen().filter(one => one !== path) })
      return list()
    },
  }
}

const sentences: Record<string, string> = {
  ENOENT: 'there is no such folder; expected one that holds .safetensors files',
  ENOTDIR: 'that is a file; expected the folder that holds it',
  EACCES: 'it may not be read; change its permissions, or choose another folder',
}

const problemOf = (folder: string): Promise<string | null> =>
  readdir(folder).then(
    () => null,
    ({ code, message }: NodeJS.ErrnoException) => sentences[code ?? ''] ?? message,
  )
