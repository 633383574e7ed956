import { existsSync } from 'node:fs'
import { listeners } from '../listeners.ts'
import { userModelFolders } from '../model-library.ts'
import { readPlaces } from './places.ts'
import { watchPlaces } from './watch-places.ts'

export type ModelShelf = {
  /** Something came, went or changed. */
  changed(): void
  watch(listener: () => void): () => void
  close(): void
}

/** Tells when models come or go, by us or by anybody in one of the folders that are looked through. */
export function openModelShelf(onProblem: (sentence: string) => void): ModelShelf {
  const changes = listeners<void>()
  const told = new Set<string>()
  const watching = watchPlaces(
    () => changes.tell(),
    (folder, error) => {
      if (told.has(folder)) return
      told.add(folder)
      onProblem(
        `${folder} cannot be watched for new models (${error.message}); they are seen when the list is opened`,
      )
    },
  )
  const follow = async () => {
    const { folders } = await readPlaces()
    watching.set([...userModelFolders(), ...folders].filter(folder => existsSync(folder)))
  }
  void follow()
  return {
    changed() {
      void follow()
      changes.tell()
    },
    watch: changes.add,
    close: watching.close,
  }
}
