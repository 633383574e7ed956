import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { deviceIds, type ScoreResult } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { scorerOf } from '../studio/drafts/scorer-of.ts'
import { defaultModel, modelFolder } from '../studio/model-library.ts'
import { oneOf } from './generate-options.ts'
import { parseOptions } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import { scoreHelp } from './score-help.ts'
import { type Io, withSession } from './session.ts'

/** `reroll score`: a table of pictures and texts, or one JSON object. */
export async function scoreCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    text: { type: 'string', multiple: true },
    model: { type: 'string' },
    device: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return io.out(scoreHelp)
  const texts = (values.text ?? []) as string[]
  if (!positionals.length || !texts.length)
    throw new StudioError(
      'invalid-input',
      'Pictures and at least one --text are needed: reroll score bird.png --text "a red bird"',
    )
  const device = oneOf('device', values.device as string | undefined, deviceIds)
  const { folder, worth } = await scorerOf(await modelFolder((values.model as string) ?? defaultModel))
  const files = await picturesIn(positionals)
  await withSession(io, async ({ engine, signal }) => {
    const line = rewritten(io.err)
    const result = await engine
      .call(
        'score.run',
        { folder, device, images: files, texts },
        {
          signal,
          onEvent: ({ index, of, msLeft }) =>
            line.show(`Scored ${index + 1} of ${of}, ${duration(msLeft ?? 0)} left`),
        },
      )
      .finally(line.clear)
    const rows = files
      .map((file, i) => ({ file, ...result.images[i]! }))
      .sort((a, b) => b.scores[0]! - a.scores[0]!)
    io.out(values.json ? asJson(rows, texts, result, worth) : asTable(rows, texts, worth))
  })
}

/** Files as they are, folders as the PNG files in them. Errors: `invalid-input`. */
async function picturesIn(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const full = resolve(path)
    const info = await stat(full).catch(() => null)
    if (!info) throw new StudioError('invalid-input', `Cannot read ${path}: there is no such file or folder`)
    if (!info.isDirectory()) files.push(full)
    else {
      const names = (await readdir(full)).filter(name => /\.png$/i.test(name)).sort()
      if (!names.length) throw new StudioError('invalid-input', `${path} holds no PNG files`)
      files.push(...names.map(name => join(full, name)))
    }
  }
  return files
}

type Row = ScoreResult['images'][number] & { file: string }

const asJson = (rows: readonly Row[], texts: readonly string[], { scorer }: ScoreResult, worth: string) =>
  JSON.stringify({
    scorer,
    texts,
    images: rows.map(({ file, scores, shares }) => ({ file, scores, shares })),
    worth,
  })

/** A column for each text, under its number where there are several. */
function asTable(rows: readonly Row[], texts: readonly string[], worth: string): string {
  const wide = Math.max(...rows.map(({ file }) => basename(file).length))
  const several = texts.length > 1
  const cell = (score: number, share: number) =>
    `${score.toFixed(3).padStart(7)}${several ? `${(share * 100).toFixed(0).padStart(5)} %` : ''}`
  return [
    ...(several ? texts.map((text, i) => `${i + 1}  ${text}`) : []),
    ...(several
      ? [
          '',
          `${' '.repeat(wide)}  ${texts.map((_, i) => `${i + 1}`.padStart(7).padEnd(14)).join('  ')}`.trimEnd(),
        ]
      : []),
    ...rows.map(
      ({ file, scores, shares }) =>
        `${basename(file).padEnd(wide)}  ${scores.map((score, i) => cell(score, shares[i]!)).join('  ')}`,
    ),
    '',
    worth,
  ].join('\n')
}
