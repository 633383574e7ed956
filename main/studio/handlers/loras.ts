import type { LoraList } from '#shared/studio/loras.ts'
import type { StudioHandlers } from '../host.ts'
import { type FolderSettings, loraFolderList } from '../loras/lora-folder-list.ts'
import { installedLoras } from '../loras/lora-library.ts'
import { modelFolder } from '../model-library.ts'
import type { PromptLists } from '../prompts/prompt-lists.ts'

export type LoraParts = {
  cards: (folder: string) => Promise<LoraList>
  prompts: PromptLists
  /** Where LoRAs are looked for. */
  places: () => readonly string[]
  settings: FolderSettings
}

type Names = 'loras.list' | 'loras.folders' | 'loras.lookIn' | 'prompts.names'

export function loraHandlers({ cards, prompts, places, settings }: LoraParts): Pick<StudioHandlers, Names> {
  const folders = loraFolderList(places, settings)
  return {
    'loras.list': async ({ model }) => cards(await modelFolder(model)),
    'loras.folders': folders.list,
    'loras.lookIn': ({ folder, on }) => (on ? folders.add(folder) : folders.remove(folder)),
    'prompts.names': async () => {
      const [names, loras] = await Promise.all([prompts.names(), installedLoras(places())])
      return { ...names, loras: loras.map(({ name }) => name) }
    },
  }
}
