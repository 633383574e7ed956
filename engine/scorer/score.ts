import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract, ScoreResult } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { isPng } from '#shared/png/chunks.ts'
import { timeLeft } from '#shared/time-left.ts'
import { decodeRgb } from '../png/pixels.ts'
import { beliefs, cosine } from './belief.ts'
import type { Scorer } from './open.ts'

type Request = Parsed<EngineContract['score.run']>
type Scored = { kind: 'scored'; index: number; of: number; msLeft: number | null }

/** Scores PNG files against texts. Errors: `invalid-input` for a file that is no picture; `cancelled` between two. */
export async function scoreFiles(
  { images, texts }: Request,
  { signal, emit }: Context<Scored>,
  scorer: Scorer,
): Promise<ScoreResult> {
  const embeddings: Float32Array[] = []
  for (const text of texts) embeddings.push(await scorer.text(text))
  const out: ScoreResult = { scorer: scorer.folder, images: [] }
  const ends = [performance.now()]
  for (const [index, file] of images.entries()) {
    await turn()
    signal.throwIfAborted()
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such file' : error.code
      throw new StudioError('invalid-input', `Cannot read ${file}: ${why}`)
    })
    if (!isPng(bytes))
      throw new StudioError('invalid-input', `${basename(file)} is not a PNG file; only PNG files are scored`)
    const [embedding] = await scorer.pictures([decodeRgb(bytes, basename(file))])
    const scores = embeddings.map(text => cosine(text, embedding!))
    out.images.push({ scores, shares: beliefs(scores, scorer), embedding: embedding! })
    ends.push(performance.now())
    emit({ kind: 'scored', index, of: images.length, msLeft: timeLeft(ends, images.length - index - 1) })
  }
  return out
}
