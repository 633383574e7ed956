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
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'out-of-memory') throw error
      const rung = nextRung(model.economy, circumstances(model, stage(), asked))
      if (!rung) throw named(error, tried)
      tried.push(rung.name)
      Object.assign(model.economy, rung.takes satisfies Partial<Economy>)
      await model.park()
      tell(`Memory ran out on ${model.device.name}: from now on ${rung.says}`)
    }
}

const named = (error: StudioError, tried: readonly string[]): StudioError =>
  tried.length
    ? new StudioError('out-of-memory', `${error.message} Tried without success: ${tried.join(', ')}.`, {
        cause: error,
      })
    : error
