import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { MissingResult, PhraseEvidence, ScoreProgress } from '#shared/score-contract.ts'
import { cosine, sigmoid } from './belief.ts'
import { picturesSeen } from './embed.ts'
import type { Scorer } from './open.ts'
import { phrasesOf } from './phrases.ts'
import { inLots, lots } from './progress.ts'
import { reportOf } from './report.ts'
import { wordsOf } from './words.ts'

/**
 * Which phrases of a prompt pictures do not show: the prompt is held against near misses of each phrase, or, where no list
 * knows the phrase, against itself without it. How well that works, docs/scorer.md says.
 */
export async function missing(
  { images, prompt, threshold }: Parsed<EngineContract['score.missing']>,
  context: Context<ScoreProgress>,
  scorer: Scorer,
): Promise<MissingResult> {
  const phrases = phrasesOf(prompt, (await wordsOf(scorer.folder)).groups)
  const rivals = phrases.map(({ near, without }) => (near.length ? near : [without]))
  const texts = [prompt, ...rivals.flat()]
  const of = texts.length + images.length
  const read = await inLots(texts, lots.texts, context, lot => scorer.texts(lot, context.signal), {
    before: 0,
    of,
  })
  const vectors = new Map(texts.map((text, i) => [text, read[i]!]))
  const seen = await picturesSeen(images, context, scorer, { before: texts.length, of })
  return {
    ...(await reportOf(scorer)),
    images: seen.map(picture => {
      const scoreOf = (text: string) => cosine(vectors.get(text)!, picture)
      const score = scoreOf(prompt)
      return {
        score,
        phrases: phrases.map(({ phrase, start, end, near }, i): PhraseEvidence => {
          const gain = score - meanOf(rivals[i]!.map(scoreOf))
          const belief = sigmoid(scorer.logitScale * gain)
          return {
            phrase,
            start,
            end,
            against: near.length ? 'near-misses' : 'left-out',
            tried: rivals[i]!.length,
            gain,
            belief,
            missing: belief < threshold,
          }
        }),
      }
    }),
  }
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
