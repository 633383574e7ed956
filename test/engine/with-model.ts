import { resolve, sep } from 'node:path'
import { type Model, openModel } from '#engine/model/open.ts'

const root = resolve(import.meta.dirname, '../..')
const lasting = [resolve(root, 'test/fixtures') + sep, resolve(root, 'models') + sep]
const kept = new Map<string, Promise<Model>>()
const atMost = 4

/** Opened once for all tests of this process, those used last: opening costs more than drawing with it. */
function keptModel(folder: string): Promise<Model> {
  const model = kept.get(folder) ?? openModel(folder, { device: 'cpu' })
  kept.delete(folder)
  kept.set(folder, model)
  for (const oldest of kept.keys()) {
    if (kept.size <= atMost) break
    void kept.get(oldest)!.then(({ release }) => release())
    kept.delete(oldest)
  }
  return model
}

/**
 * Works with a model on the CPU. Of the repository's own models one that is open already, so a test changes nothing of it
 * and does not release it; a folder that a test made is opened for this work alone.
 */
export async function withModel<T>(folder: string, work: (model: Model) => Promise<T>): Promise<T> {
  if (lasting.some(place => folder.startsWith(place))) return work(await keptModel(folder))
  const model = await openModel(folder, { device: 'cpu' })
  return work(model).finally(() => model.release())
}
