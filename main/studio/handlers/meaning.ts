import type { MeaningInfo } from '#shared/studio/meaning.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { Shelf } from '../library/shelf.ts'
import { type Listeners, untilAborted } from '../listeners.ts'
import type { Filler } from '../meaning/filler.ts'

type Names = Extract<keyof StudioHandlers, `meaning.${string}`>
export type MeaningServices = {
  shelf: Shelf
  filler: Filler
  /** Told whenever something was embedded. */
  changes: Listeners<void>
  isOn: () => boolean
}

export function meaningHandlers({
  shelf,
  filler,
  changes,
  isOn,
}: MeaningServices): Pick<StudioHandlers, Names> {
  const info = (): MeaningInfo => {
    const { embedded, unreadable, of } = shelf.now().meaning.coverage()
    const left = of - embedded - unreadable
    const state = !left ? 'done' : !isOn() ? 'off' : filler.isWorking() ? 'working' : 'waiting'
    return { embedded, unreadable, of, state, problem: filler.problem() }
  }
  return {
    'meaning.info': info,
    'meaning.watch': async (_, { signal, emit }) => {
      const soon = latestOf<void>(() => emit(info()))
      soon.push()
      const stops = [changes.add(soon.push), shelf.watch(() => soon.push())]
      await untilAborted(signal).finally(() => {
        for (const stop of stops) stop()
      })
    },
  }
}
