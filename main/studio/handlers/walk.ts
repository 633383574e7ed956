import type { DeviceId } from '#shared/engine-contract.ts'
import { framesOf } from '#shared/walk.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { StudioHandlers } from '../host.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import { modelFolder } from '../model-library.ts'
import { drawFrames } from '../walk/draw-frames.ts'
import { frameStore } from '../walk/frame-store.ts'
import { howMade } from '../walk/how.ts'
import { readWalk, saveWalks } from '../walk/saved-walks.ts'

type Names = Extract<keyof StudioHandlers, `walk.${string}`>

export type WalkServices = {
  call: EngineCall
  libraries: LibrarySwitch
  cache: string
  device: () => DeviceId | undefined
  /** What a model's folder looks like now: a frame of another is another frame. */
  stampOf: (folder: string) => Promise<string>
  /** Errors: `disk-full`. */
  checkRoom: (folder: string) => Promise<void>
}

export function walkHandlers(services: WalkServices): Pick<StudioHandlers, Names> {
  const { call, libraries, cache, device, stampOf, checkRoom } = services
  const store = frameStore(cache)
  return {
    'walk.run': async ({ model, stops, between, loop, perSecond, save, steps }, { signal, emit }) => {
      const walked = steps === undefined ? stops : stops.map(stop => ({ ...stop, steps }))
      const generations = framesOf(walked, { between, loop })
      const folder = await modelFolder(model)
      if (save.length) {
        const library = await libraries.now()
        await library.requireWritable()
        await checkRoom(library.folder)
      }
      const stamp = `${folder} ${await stampOf(folder)} ${device() ?? ''}`
      const frames = await drawFrames({
        folder,
        device: device(),
        frames: generations,
        call,
        fileOf: generation => store.fileOf(stamp, generation),
        has: store.has,
        signal,
        emit,
      }).finally(store.tidy)
      if (!save.length) return { saved: [] }
      const how = howMade({ model, between, loop, perSecond, stops: walked }, frames.length)
      const library = await libraries.now()
      const showing = { perSecond, loop }
      const saved = await saveWalks(library.folder, walked[0]!.prompt, save, { frames, showing, how, signal })
      return { saved }
    },
    'walk.read': async ({ name }) => readWalk((await libraries.now()).folder, name),
  }
}
