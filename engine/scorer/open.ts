import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { DeviceId } from '#shared/engine-contract.ts'
import type { Picture } from '../pipeline/decode.ts'
import type { Believing } from './belief.ts'
import { hasScorer } from './config.ts'
import { openDual } from './dual.ts'
import type { Encoders } from './encoders.ts'
import { openOwn } from './own.ts'
import { spaceId } from './space.ts'

/** Pictures and texts as points on one sphere: the nearer, the better they fit (Radford et al. 2021, arXiv:2103.00020). */
export type Scorer = Believing & {
  folder: string
  /** What had to be assumed, a sentence each. */
  notes: readonly string[]
  /** Unit vectors, one per picture; pictures of any size. A cancel is heard between two passes. */
  pictures(pictures: readonly Picture[], signal?: AbortSignal): Promise<Float32Array[]>
  /** A unit vector; the last few thousand texts are kept. */
  text(text: string): Promise<Float32Array>
  /** The same of many, several in a pass where the graph takes them. */
  texts(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
  /** Which embedding space the vectors lie in: a hash over the files. */
  id(): Promise<string>
  release(): Promise<void>
}

const textsKept = 4096

/**
 * A model's own scorer, or a CLIP, SigLIP or OpenCLIP model in a folder of its own.
 * Errors: `model-missing`, `model-broken`, `device-unavailable`, `out-of-memory`.
 */
export async function openScorer(path: string, device?: DeviceId): Promise<Scorer> {
  const folder = resolve(path)
  const own = hasScorer(folder) || existsSync(join(folder, 'model_index.json'))
  const encoders = await (own ? openOwn : openDual)(folder, device)
  const { kind, logitScale, logitBias, notes } = encoders
  const texts = textsOf(encoders)
  let id: Promise<string> | undefined
  return {
    folder,
    kind,
    logitScale,
    logitBias,
    notes,
    pictures: (pictures, signal) => inPasses(pictures, encoders.most.pictures, encoders.pictures, signal),
    text: async text => (await texts([text]))[0]!,
    texts,
    id: () => {
      id ??= spaceId(folder, encoders.files)
      id.catch(() => {
        id = undefined
      })
      return id
    },
    release: encoders.release,
  }
}

/** Texts come again and again: each is asked for once, as long as it is kept. */
function textsOf({ texts: read, most }: Encoders): Scorer['texts'] {
  const known = new Map<string, Float32Array>()
  return async (texts, signal) => {
    const fresh = [...new Set(texts)].filter(text => !known.has(text))
    const made = new Map(
      (await inPasses(fresh, most.texts, read, signal)).map((vector, i) => [fresh[i]!, vector]),
    )
    const out = texts.map(text => known.get(text) ?? made.get(text)!)
    for (const [text, vector] of made) known.set(text, vector)
    while (known.size > textsKept) known.delete(known.keys().next().value!)
    return out
  }
}

async function inPasses<T>(
  items: readonly T[],
  most: number,
  embed: (items: readonly T[]) => Promise<Float32Array[]>,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const out: Float32Array[] = []
  for (let i = 0; i < items.length; i += most) {
    if (i > 0 && signal) await turn()
    signal?.throwIfAborted()
    out.push(...(await embed(items.slice(i, i + most))))
  }
  return out
}
