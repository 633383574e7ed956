import { cancelled, StudioError } from '#shared/errors.ts'
import { isPng } from '#shared/png/chunks.ts'
import { againText, isUnexplained } from '../studio/library/draw-again.ts'
import type { Library } from '../studio/library/open-library.ts'
import type { FilesChecked } from '../studio/library/verify-files.ts'
import { type Drawn, verifySample } from '../studio/library/verify-sample.ts'
import { withHand } from './knob-hand.ts'
import { numberGiven, parseOptions, whole } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import { readInput } from './read-input.ts'
import { type Io, type Session, withSession } from './session.ts'
import { withAssetFiles } from './with-conditions.ts'
import { withLibrary } from './with-library.ts'

/** So many are drawn again when nothing is said. */
const usualSample = 3

/** `reroll library verify`: every picture's pixels against its id, and a few drawn again from their own records. */
export async function libraryVerify(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    sample: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length)
    throw new StudioError(
      'invalid-input',
      `"${positionals[0]}" means nothing here; the whole library is verified`,
    )
  const count = whole('sample', numberGiven(values, 'sample') ?? usualSample, { min: 0, max: 10_000 })
  const found = await withSession(io, session =>
    withLibrary(values.folder, io, library => verified(library, session, count)),
  )
  const damaged = [
    ...found.damaged,
    ...found.again.filter(isUnexplained).map(again => ({ file: again.file, why: againText(again) })),
  ]
  const { whole: _, ...told } = { ...found, damaged }
  io.out(values.json ? JSON.stringify(told) : asText(told))
  if (told.cancelled) throw cancelled()
  if (damaged.length)
    throw new StudioError(
      'internal',
      `${damaged.length === 1 ? 'One picture is' : `${damaged.length} pictures are`} damaged`,
    )
}

async function verified(library: Library, session: Session, count: number): Promise<FilesChecked & Drawn> {
  const { signal, io } = session
  const { show, clear } = rewritten(io.err)
  await library.refresh()
  try {
    const files = await library.verify({
      signal,
      onEvent: ({ done, of, msLeft }) => show(`Checking ${done} of ${of}, ${duration(msLeft)} left`),
    })
    const drawn = await verifySample({
      ids: files.whole,
      count,
      recordOf: async id => {
        const { file, record } = await library.get(id)
        return { file, record: isPng(readInput(file)) ? record : null }
      },
      callFor: async (file, _, folder) =>
        (await withAssetFiles(await withHand(session, { knobFiles: [], from: file }, folder), { from: file }))
          .engine.call,
      signal,
      onEvent: ({ done, of, file }) => show(`Drawing again ${done + 1} of ${of}: ${file}`),
    })
    return { ...files, ...drawn, cancelled: files.cancelled || signal.aborted }
  } finally {
    clear()
  }
}

type Told = Omit<FilesChecked, 'whole'> & Drawn

function asText({ checked, damaged, again, skipped }: Told): string {
  const lines = [...damaged, ...skipped].map(({ file, why }) => `${file}: ${why}`)
  for (const one of again) if (!isUnexplained(one)) lines.push(`${one.file}: ${againText(one)}`)
  const verdict = damaged.length ? `${damaged.length} damaged` : 'none damaged'
  lines.push(`${checked} picture${checked === 1 ? '' : 's'} checked, ${verdict}, ${again.length} drawn again`)
  return lines.join('\n')
}
