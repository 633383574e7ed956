import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { EmbedResult, ScoreProgress } from '#shared/score-contract.ts'
import type { Scorer } from './open.ts'
import { pictureOf } from './picture-of.ts'
import { inLots, lots } from './progress.ts'
import { reportOf } from './report.ts'

/** Pictures and texts as unit vectors. Errors: `invalid-input` for a file that is no picture. */
export async function embedAll(
  { images, texts }: Parsed<EngineContract['score.embed']>,
  context: Context<ScoreProgress>,
  scorer: Scorer,
): Promise<EmbedResult> {
  const of = images.length + texts.length
  const words = await inLots(texts, lots.texts, context, lot => scorer.texts(lot, context.signal), {
    before: 0,
    of,
  })
  const seen = await picturesSeen(images, context, scorer, { before: texts.length, of })
  const width = (seen[0] ?? words[0])?.length ?? 0
  return { ...(await reportOf(scorer)), width, images: joined(seen), texts: joined(words) }
}

/** Embeddings of PNG files, a lot at a time. */
export const picturesSeen = (
  files: readonly string[],
  context: Context<ScoreProgress>,
  scorer: Scorer,
  span: { before: number; of: number },
): Promise<Float32Array[]> =>
  inLots(
    files,
    lots.pictures,
    context,
    async lot => scorer.pictures(await Promise.all(lot.map(pictureOf)), context.signal),
    span,
  )

function joined(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0
  const out = new Float32Array(rows.length * width)
  for (const [i, row] of rows.entries()) out.set(row, i * width)
  return out
}
