import type { Parsed } from '#shared/contract.ts'
import type { DeviceId, DraftEvent } from '#shared/engine-contract.ts'
import { cancelled } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'
import { modelFolder } from '../model-library.ts'
import { scorerOf } from './scorer-of.ts'
import { draftSteps } from './steps.ts'

export type DraftsRequest = Omit<Parsed<StudioContract['drafts.run']>, 'lane' | 'side'> & {
  /** Null draws no picture. */
  side: number | null
  /** The folder whose scorer looks; absent: the model's own. */
  scorer?: string | undefined
}

export type DraftsOptions = {
  call: EngineCall
  /** The one a person chose in the settings. */
  device: () => DeviceId | undefined
  /** Called when the first of those at work begins, and when the last has ended. */
  onBusy: (busy: boolean) => void | Promise<void>
}

export type Drafts = ReturnType<typeof drafts>

/** Quick pictures by the engine that draws: they share it with the running job of the same model, and wait for one of another. */
export function drafts({ call, device, onBusy }: DraftsOptions) {
  let running = 0
  const closing = new AbortController()
  return {
    isBusy: () => running > 0,
    /** Errors: the engine's; `cancelled` within a step. */
    async run(
      { model, generations, steps, side, score, embed, scorer }: DraftsRequest,
      signal: AbortSignal,
      onDraft: (draft: DraftEvent) => void,
    ): Promise<{ drawn: number }> {
      const folder = await modelFolder(model)
      closing.signal.throwIfAborted()
      running++
      try {
        if (running === 1) await onBusy(true)
        return await call(
          'drafts.run',
          {
            folder,
            device: device(),
            generations,
            steps: steps ?? (await draftSteps(folder, generations)),
            side,
            score,
            embed,
            ...((score !== null || embed) && { scorer: scorer ?? (await scorerOf(folder)).folder }),
          },
          { signal: AbortSignal.any([signal, closing.signal]), onEvent: onDraft },
        )
      } finally {
        running--
        if (running === 0 && !closing.signal.aborted) await onBusy(false)
      }
    },
    /** Ends those at work; no more are begun. */
    close: () => closing.abort(cancelled()),
  }
}
