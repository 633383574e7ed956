import { filesNamed, filesOfSettings, imagesNamed } from '#shared/conditions.ts'
import { type Generation, generation } from '#shared/generation.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { AssetStore } from './asset-store.ts'

type Carrying = { generation?: unknown; generations?: readonly unknown[]; assets?: object }

/** Whether the drawing itself goes along: only into pictures that are kept. */
const takers: Record<string, 'images' | 'all'> = {
  'generate.run': 'all',
  'drafts.run': 'images',
  'time.frames': 'images',
  'knobs.discover': 'images',
}

/** An engine to whom the files that settings name are handed along with them. */
export const withAssets = (call: EngineCall, store: Pick<AssetStore, 'of'>): EngineCall =>
  (async (name, input, options) => {
    const {
      generation: one,
      generations = one === undefined ? [] : [one],
      assets,
    } = (input ?? {}) as Carrying
    const taken = takers[name]
    if (assets || !taken) return call(name, input, options)
    const named = generations.flatMap(settings => namedBy(settings, taken))
    const found = named.length ? await store.of([...new Set(named)]) : {}
    const whole = Object.keys(found).length ? { ...(input as object), assets: found } : input
    return call(name, whole as typeof input, options)
  }) as EngineCall

const shape = generation.pick({ conditions: true, past: true })

/** The door of the engine looks at the rest. */
function namedBy(settings: unknown, taken: 'images' | 'all'): string[] {
  const { conditions, past } = settings as Partial<Generation>
  const parsed = shape.safeParse({ ...(conditions && { conditions }), ...(past && { past }) })
  return parsed.success ? filesOfSettings(parsed.data, taken === 'all' ? filesNamed : imagesNamed) : []
}
