import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { filesOfSettings } from '#shared/conditions.ts'
import { isDrawn, isUpscale } from '#shared/studio/jobs.ts'
import { assetStore } from './canvas/asset-store.ts'
import { drawings as openDrawings } from './canvas/drawings.ts'
import { withAssets } from './canvas/with-assets.ts'
import { drafts as openDrafts } from './drafts/drafts.ts'
import { engineKeeper } from './engine-keeper.ts'
import { assetsFolder, knobsFolder } from './folders.ts'
import { checkRoom } from './free-space.ts'
import { listGrids } from './grid/library-grids.ts'
import { runGrid } from './grid/run-grid.ts'
import { atlasHandlers } from './handlers/atlas.ts'
import { bulkHandlers } from './handlers/bulk.ts'
import { canvasHandlers } from './handlers/canvas.ts'
import { deviceHandlers } from './handlers/devices.ts'
import { draftHandlers } from './handlers/drafts.ts'
import { exchangeHandlers } from './handlers/exchange.ts'
import { folderHandlers } from './handlers/folders.ts'
import { gridHandlers } from './handlers/grids.ts'
import { jobHandlers } from './handlers/jobs.ts'
import { knobHandlers } from './handlers/knobs.ts'
import { libraryHandlers } from './handlers/library.ts'
import { loraHandlers } from './handlers/loras.ts'
import { meaningHandlers } from './handlers/meaning.ts'
import { pictureHandlers } from './handlers/pictures.ts'
import { scorerHandlers } from './handlers/scorers.ts'
import { timeHandlers } from './handlers/time.ts'
import { updateHandlers } from './handlers/updates.ts'
import { upscalerHandlers } from './handlers/upscalers.ts'
import { verifyHandlers } from './handlers/verify.ts'
import { walkHandlers } from './handlers/walk.ts'
import { openJobs } from './jobs/jobs.ts'
import { queueKeeper } from './jobs/queue-keeper.ts'
import { runJob } from './jobs/run-job.ts'
import { runUpscale } from './jobs/run-upscale.ts'
import { atHand } from './knobs/at-hand.ts'
import { knobShelf } from './knobs/shelf.ts'
import { withDirections } from './knobs/with-directions.ts'
import { imageOf } from './library/image-of.ts'
import { openShelf } from './library/shelf.ts'
import { librarySwitch } from './library-switch.ts'
import { listeners } from './listeners.ts'
import { loraCards } from './loras/lora-cards.ts'
import { filesOfLoras, loraFolders } from './loras/lora-library.ts'
import { withLoraFiles } from './loras/with-loras.ts'
import { openFiller } from './meaning/filler.ts'
import { searcher } from './meaning/search.ts'
import { modelFolder } from './model-library.ts'
import { stampOf } from './models/cards.ts'
import { openModels } from './models/open-models.ts'
import { samples } from './models/samples.ts'
import { upscalerFile } from './models/upscalers.ts'
import { problemHandler, problems } from './problems.ts'
import { promptFolders } from './prompts/folders.ts'
import { promptLists } from './prompts/prompt-lists.ts'
import { withPromptFiles } from './prompts/with-prompt-files.ts'
import { scorerFolder } from './scorers.ts'
import { openSession } from './settings/session.ts'
import { openSettings } from './settings/settings.ts'
import type { Studio, StudioOptions } from './studio-options.ts'
import { movies } from './time/frames.ts'
import { openWays } from './time/ways.ts'
import { withRefinerFolder } from './with-refiner.ts'

export type { Studio, StudioOptions } from './studio-options.ts'

/** The studio without any window: the library, the queue, the settings, the models. Both hosts use it alone. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const { data, cache, spawn } = options
  const troubles = problems(options.onProblem ?? (() => {}))
  const onProblem = troubles.tell
  await mkdir(data, { recursive: true })
  const settings = openSettings({ file: join(data, 'settings.json'), open: options.openSettings })
  const session = await openSession(join(data, 'session.json'), onProblem)
  const { libraryFolder } = settings.get()
  if (!libraryFolder) await mkdir(options.pictures, { recursive: true }).catch(() => {})
  const shelf = await openShelf({
    folder: libraryFolder ?? options.pictures,
    cache,
    trashDays: () => settings.get().trashDays,
    onProblem,
  })
  const device = () => settings.get().device
  const requireRoom = (folder: string) => checkRoom(folder, settings.get().minFreeMiB)
  const engine = engineKeeper({
    settings: settings.get,
    spawn,
    idleMinutes: () => settings.get().idleMinutes,
    // Whatever it is that is drawn: nobody need wait until the other engine has heard.
    onBusy: busy => (busy ? void filler.pause() : filler.soon()),
  })
  const knobs = knobShelf(knobsFolder(data), onProblem)
  const hand = atHand(knobs.find)
  const assets = assetStore(assetsFolder(data))
  const drawings = openDrawings(join(data, 'drawings'), onProblem)
  const loraPlaces = () => loraFolders(settings.get().loraFolders, data)
  const refined = withRefinerFolder(engine.call, modelFolder)
  const withFiles = withLoraFiles(refined, names => filesOfLoras(names, loraPlaces()))
  const prompts = promptLists(() => promptFolders(settings.get()))
  const call = withPromptFiles(withAssets(withDirections(withFiles, hand), assets), prompts)
  // Questions are rare and short: their engine goes as soon as nobody asks.
  const asked = engineKeeper({ settings: settings.get, spawn, idleMinutes: () => 0.1 })
  const sampler = samples({ cache, call, mayDraw: () => !jobs.isBusy() && !drafts.isBusy() })
  const drafts = openDrafts({
    call,
    device,
    onBusy: async busy => {
      if (busy) await sampler.pause()
      else setImmediate(sampler.next)
    },
  })
  const seen = listeners<void>()
  const eyes = { call: asked.call, scorer: () => scorerFolder(settings.get().scorer), device }
  const search = searcher(eyes)
  const filler = openFiller({
    ...eyes,
    library: shelf.now,
    mayRun: () => settings.get().embedPictures && !jobs.isBusy() && !engine.isBusy(),
    onChange: seen.tell,
    onProblem,
  })

  const ways = openWays({ cache, shelf, settings: settings.get, onProblem })
  const shownMovies = movies({
    call,
    library: shelf.now,
    ways,
    device,
    defaultModel: () => settings.get().defaultModel,
  })

  /** Undefined where nobody chose: each model then has its own. */
  const chosen = async () => {
    const { scorer } = settings.get()
    return scorer === undefined ? undefined : scorerFolder(scorer)
  }

  const kept = await queueKeeper(data, shelf.now(), onProblem)
  const jobs = openJobs({
    restored: kept.restored,
    mayBegin: () => !shelf.now().refusal,
    save: kept.save,
    onAsked: () => {
      engine.forgive()
      kept.survived()
    },
    run: async (job, { signal, onUpdate }) => {
      try {
        const library = shelf.now()
        await library.requireWritable()
        await requireRoom(library.folder)
        await sampler.pause()
        await kept.flush()
        signal.throwIfAborted()
        const on = job.request.device ?? device()
        const all = { shelf: library, call, signal, onUpdate }
        if (isUpscale(job)) {
          const { upscale: work } = job.request
          await runUpscale({ ...all, job, work, model: await upscalerFile(work.upscaler), device: on })
        } else if (isDrawn(job)) {
          const request = { ...job.request, device: on }
          const common = {
            ...all,
            job: { ...job, request },
            previews: settings.get().previews && request.previews !== false,
            ways: ways.now(),
            keepWays: ways.keeping(),
          }
          const { grid } = request
          if (grid) await runGrid({ ...common, grid, folderOf: modelFolder })
          else await runJob({ ...common, folder: await modelFolder(request.model) })
        }
      } finally {
        kept.survived()
        setImmediate(sampler.next)
      }
    },
  })

  const named = async () => {
    const grids = await listGrids(shelf.now().folder, error => {
      throw error
    })
    const settings = [
      ...kept.restored.jobs.flatMap(job => (isDrawn(job) ? [job.request.generation] : [])),
      ...grids.map(({ grid }) => grid.base),
      session.get(),
    ]
    return new Set([...(await drawings.assets()), ...settings.flatMap(one => filesOfSettings(one))])
  }
  // Where anything that may name an image cannot be read, none is taken for unused.
  named().then(
    ids => assets.sweep(id => ids.has(id)),
    () => {},
  )
  // A new picture, another library, or a change of mind.
  shelf.watch(filler.soon)
  let looking = settings.get().scorer
  settings.onChange(async ({ embedPictures, scorer }) => {
    // What crashed with one scorer or on one device is tried again with another.
    asked.forgive()
    if (scorer !== looking) {
      looking = scorer
      await filler.pause()
      await changeEyes()
    }
    if (embedPictures) filler.soon()
    else await filler.pause()
  })
  /** What another scorer saw in this library goes at once, so that nobody searches by it. */
  const changeEyes = async () => {
    const library = shelf.now()
    if (!library.ours) return
    try {
      await library.meaning.lookWith(await eyes.scorer())
    } catch (error) {
      onProblem(`Pictures cannot be searched by what they show: ${(error as Error).message}`)
    }
    seen.tell()
  }
  void changeEyes()
  filler.soon()
  const models = await openModels({
    data,
    cache,
    keychain: options.keychain ?? null,
    trashDays: () => settings.get().trashDays,
    samples: sampler,
    ask: asked.call,
    onProblem,
  })
  const atlas = atlasHandlers({ shelf, cache, eyes })
  const libraries = librarySwitch(shelf, jobs, kept, filler.pause)
  const own = {
    'studio.problems': problemHandler(troubles),
    ...atlas.handlers,
    ...pictureHandlers(shelf, hand, assets, search, loraPlaces),
    ...bulkHandlers({ shelf, libraries, search }),
    ...meaningHandlers({
      shelf,
      filler,
      changes: seen,
      isOn: () => settings.get().embedPictures,
      eyes,
      words: () => settings.get().believedWords,
      modelFolder,
    }),
    ...canvasHandlers({ assets, drawings, requireRoom: () => requireRoom(data) }),
    ...gridHandlers(shelf, libraries, jobs, kept, onProblem),
    ...jobHandlers(jobs, libraries, kept),
    ...models.handlers,
    ...deviceHandlers([engine, asked]),
    ...draftHandlers({ drafts, chosen, call, jobs, shelf, cache, stampOf }),
    ...walkHandlers({
      call,
      libraries,
      cache,
      device,
      stampOf,
      checkRoom: requireRoom,
    }),
    ...loraHandlers({ cards: loraCards(loraPlaces, stampOf), prompts, places: loraPlaces, settings }),
    ...knobHandlers({ call, shelf: knobs, hand, device }),
    ...timeHandlers({ library: shelf.now, ways, movies: shownMovies }),
    ...exchangeHandlers({ libraries, requireRoom }),
    ...folderHandlers({ libraries, requireRoom }),
    ...updateHandlers(() => settings.get().checkUpdates),
    ...verifyHandlers({ libraries, call, hand, assets }),
    ...upscalerHandlers({ libraries, jobs, kept, cards: models.upscalers, changed: models.changed }),
    ...scorerHandlers(() => settings.get().scorer),
    ...libraryHandlers({ libraries, settings, session, defaultFolder: options.pictures }),
  }
  return {
    handlers: host => ({ ...own, ...host }),
    fileOf: async id => shelf.now().fileOf(id),
    image: (id, width) => imageOf(shelf.now(), id, width),
    async close() {
      drafts.close()
      atlas.close()
      await models.close()
      await Promise.all([sampler.pause(), filler.close()])
      await jobs.close()
      await Promise.all([engine.stop(), asked.stop(), kept.flush(), session.flush()])
      settings.close()
      ways.close()
      await shelf.close()
    },
  }
}
