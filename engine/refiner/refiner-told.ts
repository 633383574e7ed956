import type { Settings } from '#shared/generation.ts'
import type { OpenRefiner } from './with-refiner.ts'

type Told = { settings: Settings; notes: string[] }

/** Settings that say which refiner they meant, by name and hash, and a note where that is another model now. */
export function refinerTold({ settings, notes }: Told, opened: OpenRefiner | null): Told {
  const { refiner } = settings
  if (!refiner || !opened) return { settings, notes }
  const { hash } = opened
  const model = opened.model.folder.id
  return {
    settings: { ...settings, refiner: { ...refiner, model, hash } },
    notes:
      refiner.hash === null || refiner.hash === hash
        ? notes
        : [
            ...notes,
            `The refiner "${model}" is another model than the one that these settings were made with`,
          ],
  }
}
