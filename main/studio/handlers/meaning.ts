import { StudioError } from '#shared/errors.ts'
import type { MeaningInfo } from '#shared/studio/meaning.ts'
import { nearTo } from '../drawings/near-to.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { Shelf } from '../library/shelf.ts'
import { type Listeners, untilAborted } from '../listeners.ts'
import type { Filler } from '../meaning/filler.ts'
import type { SearchOptions } from '../meaning/search.ts'

type Names = Extract<keyof StudioHandlers, `meaning.${string}`>
export type MeaningServices = {
  shelf: Shelf
  filler: Filler
  /** Told whenever something was embedded. */
  changes: Listeners<void>
  isOn: () => boolean
  /** What looks at pictures. */
  eyes: SearchOptions & { scorer: () => Promise<string> }
  /** What pictures are asked about; empty: what the scorer was taught. */
  words: () => readonly string[]
  /** The folder of an installed model. */
  modelFolder: (id: string) => Promise<string>
}

export function meaningHandlers({
  shelf,
  filler,
  changes,
  isOn,
  eyes,
  words,
  modelFolder,
}: MeaningServices): Pick<StudioHandlers, Names> {
  const info = (): MeaningInfo => {
    const { embedded, unreadable, of } = shelf.now().meaning.coverage()
    const left = of - embedded - unreadable
    const state = !left ? 'done' : !isOn() ? 'off' : filler.isWorking() ? 'working' : 'waiting'
    return { embedded, unreadable, of, state, problem: filler.problem() }
  }
  const { call } = eyes
  const looker = async () => ({ folder: await eyes.scorer(), device: eyes.device() })
  const near = nearTo(eyes, modelFolder)
  return {
    'meaning.info': info,
    'meaning.drawings': ({ id }, { signal }) => near(shelf.now(), id, signal),
    'meaning.watch': async (_, { signal, emit }) => {
      const soon = latestOf<void>(() => {
        try {
          emit(info())
        } catch (error) {
          // A library that is being changed tells again when the next one is open.
          if (!(error instanceof StudioError) || error.code !== 'cancelled') throw error
        }
      })
      soon.push()
      const stops = [changes.add(soon.push), shelf.watch(() => soon.push())]
      await untilAborted(signal).finally(() => {
        for (const stop of stops) stop()
      })
    },
    'meaning.believes': async ({ id }, { signal, emit }) => {
      const asked = words()
      const images = [await shelf.now().pngOf(id)]
      const { images: found, ...result } = await call(
        'score.believes',
        { ...(await looker()), images, ...(asked.length && { words: [...asked] }) },
        { signal, onEvent: emit },
      )
      return { asked: result.asked, kind: result.kind, notes: result.notes, words: found[0]!.words }
    },
    'meaning.missing': async ({ id }, { signal, emit }) => {
      const library = shelf.now()
      const { prompt } = await library.get(id)
      if (!prompt.trim()) throw new StudioError('invalid-input', 'This picture has no prompt')
      const images = [await library.pngOf(id)]
      const found = await call(
        'score.missing',
        { ...(await looker()), images, prompt },
        { signal, onEvent: emit },
      )
      return found.images[0]!
    },
    'meaning.heat': async ({ id, text }, { signal, emit }) =>
      call(
        'score.heat',
        { ...(await looker()), image: await shelf.now().pngOf(id), text },
        { signal, onEvent: emit },
      ),
  }
}
