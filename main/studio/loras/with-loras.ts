import { generation } from '#shared/generation.ts'
import { lorasOfSettings } from '#shared/loras.ts'
import type { EngineCall } from '../engine-keeper.ts'

type Carrying = { generation?: unknown; generations?: readonly unknown[]; loras?: object }

const takers = new Set(['generate.run', 'drafts.run', 'time.frames', 'knobs.discover'])

/**
 * An engine to whom the files of the LoRAs that settings name are handed along with them. `find` gives them by name.
 * Errors: those of `find`.
 */
export const withLoraFiles = (
  call: EngineCall,
  find: (names: readonly string[]) => Promise<Record<string, string>>,
): EngineCall =>
  (async (name, input, options) => {
    const { generation: one, generations = one === undefined ? [] : [one], loras } = (input ?? {}) as Carrying
    if (loras || !takers.has(name)) return call(name, input, options)
    const names = new Set(generations.flatMap(namedBy))
    const whole = names.size ? { ...(input as object), loras: await find([...names]) } : input
    return call(name, whole as typeof input, options)
  }) as EngineCall

const shape = generation.pick({ loras: true, prompt: true, reading: true })

/** The door of the engine looks at the rest. */
function namedBy(settings: unknown): string[] {
  const { loras, prompt, reading } = settings as Record<string, unknown>
  const parsed = shape.safeParse({
    ...(loras !== undefined && { loras }),
    ...(prompt !== undefined && { prompt }),
    ...(reading !== undefined && { reading }),
  })
  return parsed.success ? lorasOfSettings(parsed.data).map(({ name }) => name) : []
}
