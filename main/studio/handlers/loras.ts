import type { LoraList } from '#shared/studio/loras.ts'
import type { StudioHandlers } from '../host.ts'
import { modelFolder } from '../model-library.ts'

export const loraHandlers = (
  cards: (folder: string) => Promise<LoraList>,
): Pick<StudioHandlers, 'loras.list'> => ({
  'loras.list': async ({ model }) => cards(await modelFolder(model)),
})
