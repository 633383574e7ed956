import { StudioError } from '#shared/errors.ts'
import type { Model } from '../model/open.ts'
import { circumstances, type Economy, nextRung, type Stage } from './economy.ts'
import { keepEconomy } from './remembered.ts'

export type Asked = { batch: number; guidance: number; width: number; height: number }

/**
 * Does `work`; where memory runs out, tries again with one thing more given up, as long as there is one. What helped
 * stays given up for this model on this device. `tell` hears a sentence for each rung.
 * Errors: `out-of-memory`, naming what was tried; every other error of `work` at once.
 */
export async function withLadder<T>(
  model: Model,
  key: string,
  asked: Asked,
  stage: () => Stage,
  tell: (sentence: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const tried: string[] = []
  for (;;)
    try {
      const done = await work()
      if (tried.length) await keepEconomy(key, model.economy)
      return done
    } catch (thrown) {
      const error = shortOfMemory(thrown)
      if (!error) throw thrown
      const rung = nextRung(model.economy, circumstances(model, stage(), asked))
      if (!rung) throw named(error, tried)
      tried.push(rung.name)
      Object.assign(model.economy, rung.takes satisfies Partial<Economy>)
      await model.park()
      tell(`Memory ran out on ${model.device.name}: from now on ${rung.says}`)
    }
}

/** What ONNX Runtime said, or the engine's own process, which holds pictures and what lies between two layers. */
function shortOfMemory(error: unknown): StudioError | null {
  if (error instanceof StudioError) return error.code === 'out-of-memory' ? error : null
  if (!(error instanceof RangeError) || !/allocation failed/i.test(error.message)) return null
  const sentence = 'Not enough memory to hold the picture; choose a smaller picture or a smaller batch.'
  return new StudioError('out-of-memory', sentence, { cause: error })
}

const named = (error: StudioError, tried: readonly string[]): StudioError =>
  tried.length
    ? new StudioError('out-of-memory', `${error.message} Tried without success: ${tried.join(', ')}.`, {
        cause: error,
      })
    : error
