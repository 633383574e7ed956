import { cancelled, StudioError } from '#shared/errors.ts'
import { type VerifyReport, verifyLimits } from '#shared/studio/verify.ts'
import { verifyLibrary } from '../studio/library/verify-library.ts'
import { withHand } from './knob-hand.ts'
import { numberGiven, parseOptions, whole } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'
import { withAssetFiles } from './with-conditions.ts'
import { withLibrary } from './with-library.ts'

const doing = { files: 'Checking', drawing: 'Drawing again' } as const

/** `reroll library verify`: every picture's pixels against its id, and a few drawn again from their own records. */
export async function libraryVerify(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length)
    throw new StudioError(
      'invalid-input',
      `"${positionals[0]}" means nothing here; the whole library is verified`,
    )
  const { sample: limits, seed: most } = verifyLimits
  const sample = whole('sample', numberGiven(values, 'sample') ?? limits.usual, limits)
  const seed = whole('seed', numberGiven(values, 'seed') ?? anySeed(), { min: 0, max: most.max })
  const { show, clear } = rewritten(io.err)
  const report = await withSession(io, session =>
    withLibrary(values.folder, io, library =>
      verifyLibrary(library, {
        sample,
        seed,
        signal: session.signal,
        callFor: async (file, _, folder) =>
          (
            await withAssetFiles(await withHand(session, { knobFiles: [], from: file }, folder), {
              from: file,
            })
          ).engine.call,
        onEvent: ({ phase, done, of, msLeft }) =>
          show(`${doing[phase]} ${done} of ${of}${msLeft === null ? '' : `, ${duration(msLeft)} left`}`),
      }).finally(clear),
    ),
  )
  io.out(values.json ? JSON.stringify(report) : asText(report))
  if (report.cancelled) throw cancelled()
  const { length } = report.damaged
  if (length)
    throw new StudioError('internal', `${length === 1 ? 'One picture is' : `${length} pictures are`} damaged`)
}

const anySeed = () => Math.floor(Math.random() * (verifyLimits.seed.max + 1))

function asText({ checked, damaged, again, skipped, missing, seed }: VerifyReport): string {
  const bad = new Set(damaged.map(({ why }) => why))
  const lines = [
    ...damaged.map(({ file, why, advice }) => `${file}: ${why}\n  ${advice}`),
    ...skipped.map(({ file, why }) => `${file}: ${why}`),
    ...again.filter(({ text }) => !bad.has(text)).map(({ file, text }) => `${file}: ${text}`),
  ]
  if (missing)
    lines.push(`${missing} picture${missing === 1 ? '' : 's'} of watched folders that are not there now`)
  const verdict = damaged.length ? `${damaged.length} damaged` : 'none damaged'
  const chosen = again.length + skipped.length ? ` (--seed ${seed} chooses the same)` : ''
  lines.push(
    `${checked} picture${checked === 1 ? '' : 's'} checked, ${verdict}, ${again.length} drawn again${chosen}`,
  )
  return lines.join('\n')
}
