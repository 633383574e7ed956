import type { EngineCall } from '../engine-keeper.ts'
import { hubClient, hubHandlers } from '../handlers/hub.ts'
import { shelfHandlers } from '../handlers/model-shelf.ts'
import { modelHandlers } from '../handlers/models.ts'
import { openDownloads } from '../hub/downloads.ts'
import { type Keychain, tokenKeeper } from '../hub/token.ts'
import { modelsFolder } from '../model-library.ts'
import { modelCards, stampOf } from './cards.ts'
import { keepUnread } from './places.ts'
import { emptyModelTrash } from './remove.ts'
import type { Samples } from './samples.ts'
import { openModelShelf } from './shelf.ts'
import { upscalerCards } from './upscaler-cards.ts'

export type ModelsOptions = {
  data: string
  cache: string
  keychain: Keychain | null
  /** After so many days the trash of models is emptied; 0 never. */
  trashDays: () => number
  samples: Samples
  /** For questions; an engine beside the one that draws. */
  ask: EngineCall
  onProblem: (sentence: string) => void
}

/** Everything about models that a window may ask: what there is, what comes and goes, what the hub has. */
export async function openModels({
  data,
  cache,
  keychain,
  trashDays,
  samples,
  ask,
  onProblem,
}: ModelsOptions) {
  const unread = await keepUnread()
  if (unread) onProblem(unread)
  const cards = modelCards()
  const upscalers = upscalerCards(cache, ask)
  const shelf = openModelShelf(onProblem)
  const token = tokenKeeper(data, keychain)
  const client = () => hubClient(token)
  const downloads = await openDownloads({ models: modelsFolder(), client, onArrived: shelf.changed })
  const days = trashDays()
  if (days) emptyModelTrash(days).catch(error => onProblem((error as Error).message))
  return {
    handlers: {
      ...modelHandlers({ cards, samples, ask, stampOf }),
      ...shelfHandlers({ shelf, cards, upscalers, ask }),
      ...hubHandlers({ token, downloads, client }),
    },
    upscalers,
    changed: shelf.changed,
    async close(): Promise<void> {
      shelf.close()
      await downloads.close()
    },
  }
}
