import type { DeviceId } from '#shared/engine-contract.ts'
import { openScorer, type Scorer } from './open.ts'

export type ScorerKeeper = ReturnType<typeof scorerKeeper>

/** Scorers by folder, each opened when it is first asked for; they go with the engine, as models do. */
export function scorerKeeper() {
  const held = new Map<string, Promise<Scorer>>()
  return {
    /** Errors: as `openScorer`. */
    get(folder: string, device?: DeviceId): Promise<Scorer> {
      const key = `${device ?? ''} ${folder}`
      const scorer = held.get(key) ?? openScorer(folder, device)
      held.set(key, scorer)
      scorer.catch(() => held.delete(key))
      return scorer
    },
  }
}
