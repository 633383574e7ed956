import { setImmediate as turn } from 'node:timers/promises'
import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { ScoreResult } from '#shared/score-contract.ts'
import { timeLeft } from '#shared/time-left.ts'
import { beliefs, cosine } from './belief.ts'
import type { Scorer } from './open.ts'
import { pictureOf } from './picture-of.ts'
import { reportOf } from './report.ts'

type Request = Parsed<EngineContract['score.run']>
type Scored = { kind: 'scored'; index: number; of: number; msLeft: number | null }

/** Scores PNG files against texts. Errors: `invalid-input` for a file that is no picture; `cancelled` between two. */
export async function scoreFiles(
  { images, texts }: Request,
  { signal, emit }: Context<Scored>,
  scorer: Scorer,
): Promise<ScoreResult> {
  const embeddings = await scorer.texts(texts, signal)
  const out: ScoreResult = { ...(await reportOf(scorer)), images: [] }
  const ends = [performance.now()]
  for (const [index, file] of images.entries()) {
    await turn()
    signal.throwIfAborted()
    const [embedding] = await scorer.pictures([await pictureOf(file)])
    const scores = embeddings.map(text => cosine(text, embedding!))
    out.images.push({ scores, shares: beliefs(scores, scorer), embedding: embedding! })
    ends.push(performance.now())
    emit({ kind: 'scored', index, of: images.length, msLeft: timeLeft(ends, images.length - index - 1) })
  }
  return out
}
