import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { ModelCard, ModelPlaces } from '#shared/studio/models.ts'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import { untilAborted } from '../listeners.ts'
import { modelFolder, modelsFolder } from '../model-library.ts'
import { copyModel, linkModel, watchModels } from '../models/add.ts'
import { copyUpscaler, linkUpscaler } from '../models/add-upscaler.ts'
import { upscalerAt } from '../models/look-for-upscalers.ts'
import { placesOffered } from '../models/offers.ts'
import { changePlaces, readPlaces, withoutPath } from '../models/places.ts'
import { emptyModelTrash, modelTrash, removeModel, restoreModel } from '../models/remove.ts'
import type { ModelShelf } from '../models/shelf.ts'
import { verifyModel } from '../models/verify.ts'

type Names =
  | 'models.add'
  | 'models.remove'
  | 'models.restore'
  | 'models.emptyTrash'
  | 'models.verify'
  | 'models.places'
  | 'models.lookThrough'
  | 'models.watch'

type Parts = {
  shelf: ModelShelf
  cards: () => Promise<ModelCard[]>
  upscalers: () => Promise<UpscalerCard[]>
  ask: EngineCall
}

/** Models that come, go, are looked for and looked at. */
export function shelfHandlers({ shelf, cards, upscalers, ask }: Parts): Pick<StudioHandlers, Names> {
  const places = async (): Promise<ModelPlaces> => {
    const { folders } = await readPlaces()
    const [offers, trash] = await Promise.all([placesOffered(folders), modelTrash()])
    return { models: modelsFolder(), folders, offers, trash, memory: totalmem() }
  }
  return {
    'models.add': async ({ folder, how }, { signal, emit }) => {
      const soon = latestOf(emit)
      const graph = await upscalerAt(folder)
      if (graph) {
        // What is no upscaler is told before anything is copied.
        await ask('upscale.inspect', { model: resolve(graph) }, { signal })
        const options = { signal, onEvent: soon.push }
        const at = await (how === 'copy' ? copyUpscaler(graph, options) : linkUpscaler(graph)).finally(
          soon.flush,
        )
        shelf.changed()
        return { id: (await upscalers()).find(card => card.file === at)!.id }
      }
      const add = how === 'copy' ? copyModel : linkModel
      const at = await add(folder, { signal, onEvent: soon.push }).finally(soon.flush)
      shelf.changed()
      return { id: (await cards()).find(card => card.folder === at)!.id }
    },
    'models.remove': async ({ model }) => {
      const removed = await removeModel(model)
      shelf.changed()
      return removed
    },
    'models.restore': async ({ trashed }) => {
      const id = await restoreModel(trashed)
      shelf.changed()
      return { id }
    },
    'models.emptyTrash': async () => {
      await emptyModelTrash()
      return places()
    },
    'models.verify': async ({ model }, { signal, emit }) => {
      const soon = latestOf(emit)
      return verifyModel(await modelFolder(model), { signal, onEvent: soon.push }).finally(soon.flush)
    },
    'models.places': places,
    'models.lookThrough': async ({ folder, on }) => {
      if (on) await watchModels(folder)
      else await changePlaces(({ folders }) => ({ folders: withoutPath(folders, folder) }))
      shelf.changed()
      return places()
    },
    'models.watch': async (_, { signal, emit }) => {
      const stop = shelf.watch(async () => emit(await cards()))
      await untilAborted(signal).finally(stop)
    },
  }
}
