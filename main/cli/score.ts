import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { claim } from '#engine/files/claim.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { heatPicture } from '#engine/scorer/heat-picture.ts'
import { StudioError } from '#shared/errors.ts'
import { textChunk, withChunks } from '#shared/png/chunks.ts'
import type { BelievesResult, HeatResult, MissingResult, ScoreResult } from '#shared/score-contract.ts'
import { decodePicture } from '../studio/codecs/decode-picture.ts'
import { givenScorer, scorerOf } from '../studio/drafts/scorer-of.ts'
import { isPictureName } from '../studio/library/endings.ts'
import { defaultModel, modelFolder } from '../studio/model-library.ts'
import { duration, rewritten } from './progress.ts'
import { readInput } from './read-input.ts'
import { scoreHelp } from './score-help.ts'
import { type ScoreWish, scoreOptions } from './score-options.ts'
import { scoreText } from './score-text.ts'
import { type Io, type Session, withSession } from './session.ts'
import { withPngs } from './with-pngs.ts'

/** What came of a wish; null for what was not asked. */
export type Told = {
  files: string[]
  texts: string[]
  scores: ScoreResult | null
  believes: BelievesResult | null
  missing: MissingResult | null
  heat: (HeatResult & { file: string }) | null
  worth: string
}

/** `reroll score`: tables, or one JSON object. */
export async function scoreCommand(args: readonly string[], io: Io): Promise<void> {
  const wish = scoreOptions(args)
  if (wish.help) return io.out(scoreHelp)
  const { folder, worth } =
    wish.scorer !== undefined
      ? givenScorer(wish.scorer)
      : await scorerOf(await modelFolder(wish.model ?? defaultModel))
  const files = await picturesIn(wish.pictures)
  // A place that cannot be written is told now, not after the work.
  if (wish.heat) await (await claim(resolve(wish.heat.out))).giveUp()
  await withSession(io, async session => {
    const answers = await withPngs(files, session.signal, pngs => ask(session, wish, folder, pngs, files))
    const told = { files, texts: wish.texts, worth, ...answers }
    io.out(wish.json ? asJson(told) : scoreText(told))
  })
}

async function ask(
  { engine, signal, io }: Session,
  { texts, device, believes, missing, heat }: ScoreWish,
  folder: string,
  /** PNG files of what is in `files`. */
  images: string[],
  files: readonly string[],
): Promise<Omit<Told, 'files' | 'texts' | 'worth'>> {
  const line = rewritten(io.err)
  const left = (msLeft: number | null) => (msLeft === null ? '' : `, ${duration(msLeft)} left`)
  const progress = (doing: string) => ({
    signal,
    onEvent: ({ done, of, msLeft }: { done: number; of: number; msLeft: number | null }) =>
      line.show(`${doing}: ${done} of ${of}${left(msLeft)}`),
  })
  const common = { folder, device }
  try {
    return {
      scores: texts.length
        ? await engine.call(
            'score.run',
            { ...common, images, texts },
            {
              signal,
              onEvent: ({ index, of, msLeft }) => line.show(`Scored ${index + 1} of ${of}${left(msLeft)}`),
            },
          )
        : null,
      believes:
        believes &&
        (await engine.call('score.believes', { ...common, images, ...believes }, progress('Asking words'))),
      missing:
        missing &&
        (await engine.call(
          'score.missing',
          { ...common, images, prompt: texts[0]!, ...missing },
          progress('Comparing'),
        )),
      heat:
        heat &&
        (await heatOf(
          await engine.call(
            'score.heat',
            { ...common, image: images[0]!, text: texts[0]!, grid: heat.grid, patch: heat.patch },
            progress('Covering'),
          ),
          { image: files[0]!, text: texts[0]!, out: resolve(heat.out) },
        )),
    }
  } finally {
    line.clear()
  }
}

/** Writes the picture under its heat; the file says how that was found. */
async function heatOf(
  result: HeatResult,
  { image, text, out }: { image: string; text: string; out: string },
) {
  const picture = await decodePicture(readInput(image), basename(image))
  const said = `Occlusion heat map of ${basename(image)} for "${text}": ${result.columns} x ${result.rows} cells, grey patches`
  const place = await claim(out)
  await place.commit(withChunks(encodePlain(heatPicture(picture, result)), [textChunk('Description', said)]))
  return { ...result, file: out }
}

/** Files as they are, folders as the pictures in them. Errors: `invalid-input`. */
async function picturesIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const full = resolve(path)
    const info = await stat(full).catch(() => null)
    if (!info) throw new StudioError('invalid-input', `Cannot read ${path}: there is no such file or folder`)
    if (!info.isDirectory()) files.push(full)
    else {
      const names = (await readdir(full)).filter(isPictureName).sort()
      if (!names.length) throw new StudioError('invalid-input', `${path} holds no PNG, JPEG or WebP files`)
      files.push(...names.map(name => join(full, name)))
    }
  }
  return files
}

/** The best first where there are scores; a key for what was asked, no other. */
function asJson({ files, texts, scores, believes, missing, heat, worth }: Told): string {
  const { scorer, id, kind, notes } = (scores ?? believes)!
  const rows = files.map((file, i) => ({
    file,
    ...(scores && { scores: scores.images[i]!.scores, shares: scores.images[i]!.shares }),
    ...(believes && { believes: believes.images[i]!.words }),
    ...(missing && { missing: missing.images[i]!.phrases }),
  }))
  if (scores) rows.sort((a, b) => b.scores![0]! - a.scores![0]!)
  return JSON.stringify({
    scorer,
    id,
    kind,
    notes,
    texts,
    images: rows,
    ...(heat && {
      heat: {
        file: heat.file,
        method: heat.method,
        score: heat.score,
        columns: heat.columns,
        rows: heat.rows,
        patch: heat.patch,
        drops: [...heat.drops],
      },
    }),
    worth,
  })
}
