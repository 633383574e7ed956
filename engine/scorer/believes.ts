import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { BelievesResult, ScoreProgress } from '#shared/score-contract.ts'
import { beliefs, cosine, unit } from './belief.ts'
import { picturesSeen } from './embed.ts'
import { keptWords } from './kept-words.ts'
import type { Scorer } from './open.ts'
import { inLots, lots } from './progress.ts'
import { reportOf } from './report.ts'
import { filled, nounsOf, wordsOf } from './words.ts'

/**
 * What a scorer takes pictures for, among words: each word is the mean of its templates' embeddings (Radford et al. 2021,
 * section 3.1.4, prompt ensembling). Errors: `invalid-input` for a file that is no picture.
 */
export async function believes(
  request: Parsed<EngineContract['score.believes']>,
  context: Context<ScoreProgress>,
  scorer: Scorer,
): Promise<BelievesResult> {
  const list = await wordsOf(scorer.folder)
  const words = [...new Set(request.words ?? nounsOf(list))]
  const templates = request.templates ?? list.templates
  const sentences = words.flatMap(word => templates.map(template => filled(template, word)))
  const of = sentences.length + request.images.length
  const report = await reportOf(scorer)
  const read = await keptWords(report.id, sentences, () =>
    inLots(sentences, lots.texts, context, lot => scorer.texts(lot, context.signal), { before: 0, of }),
  )
  const vectors = words.map((_, i) => meanOf(read.slice(i * templates.length, (i + 1) * templates.length)))
  const seen = await picturesSeen(request.images, context, scorer, { before: sentences.length, of })
  return {
    ...report,
    asked: words.length,
    images: seen.map(picture => {
      const scores = vectors.map(vector => cosine(vector, picture))
      const rows = beliefs(scores, scorer).map((probability, i) => ({
        word: words[i]!,
        probability,
        score: scores[i]!,
      }))
      return { words: rows.sort((a, b) => b.score - a.score).slice(0, request.top) }
    }),
  }
}

/** The mean of unit vectors, brought to unit length. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]!.length)
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i]! += value
  return unit(sum)
}
