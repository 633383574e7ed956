import { generation } from '#shared/generation.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { AtHand } from './at-hand.ts'

/** What engine calls carry of settings, and of the directions that belong to them. */
type Carrying = { generation?: unknown; generations?: readonly unknown[]; directions?: object }

const takers = new Set(['generate.run', 'drafts.run', 'time.frames'])

/** An engine to whom the directions that settings name are handed along with them. */
export const withDirections = (call: EngineCall, hand: AtHand): EngineCall =>
  (async (name, input, options) => {
    const {
      generation: one,
      generations = one === undefined ? [] : [one],
      directions,
    } = (input ?? {}) as Carrying
    if (directions || !takers.has(name)) return call(name, input, options)
    const found = await hand.of(generations.map(steered))
    const whole = Object.keys(found).length ? { ...(input as object), directions: found } : input
    return call(name, whole as typeof input, options)
  }) as EngineCall

const shape = generation.pick({ steer: true, past: true })

/** The knobs among settings; the door of the engine looks at the rest. */
function steered(settings: unknown) {
  const { steer, past } = settings as Record<string, unknown>
  const parsed = shape.safeParse({
    ...(steer !== undefined && { steer }),
    ...(past !== undefined && { past }),
  })
  return parsed.success ? parsed.data : { steer: [], past: [] }
}
