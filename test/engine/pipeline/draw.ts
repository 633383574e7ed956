import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { generate } from '#engine/generate.ts'
import { hashModel } from '#engine/model/hash.ts'
import type { Opened, Wanted } from '#engine/model-keeper.ts'
import { modelKeeper } from '#engine/model-keeper.ts'
import type { Assets } from '#shared/conditions.ts'
import { engineContract, type GenerateEvent } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'
import { withModel } from '../with-model.ts'

export const fixture = (name: string) => resolve(import.meta.dirname, '../../fixtures', name)

export type Drawn = { pictures: Uint8Array[]; events: GenerateEvent[] }

/** The engine's own generation of a request, in this process, and the pixels that it put on the disk. */
export async function draw(
  folder: string,
  generation: Partial<Settings>,
  { count = 1, batchSize = 1, assets = {} as Assets } = {},
): Promise<Drawn> {
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-draw-'))
  const files = Array.from({ length: count }, (_, i) => join(scratch, `${i}.png`))
  const request = engineContract['generate.run'].input.parse({
    folder,
    generation,
    files,
    batchSize,
    assets,
  })
  const { signal } = new AbortController()
  const events: GenerateEvent[] = []
  try {
    const models = {
      letGo: async () => {},
      use: <T>(_: Wanted, work: (opened: Opened) => Promise<T>): Promise<T> =>
        withModel(folder, async model =>
          work({ model, hash: await hashModel(folder, model.folder.studio, signal) }),
        ),
    }
    await generate(request, { signal, emit: event => events.push(event) }, models, modelKeeper())
    const bytes = await Promise.all(files.map(file => readFile(file)))
    return { pictures: bytes.map(file => decode(file).data as Uint8Array), events }
  } finally {
    await rm(scratch, { recursive: true })
  }
}

/** The largest difference between two pictures, in steps of a byte. */
export function worstDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0)
}
