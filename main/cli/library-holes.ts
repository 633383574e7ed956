import { StudioError } from '#shared/errors.ts'
import type { Hole, HolesResult } from '#shared/studio/atlas.ts'
import { holesOf } from '../studio/atlas/holes.ts'
import { textVectors } from '../studio/atlas/text-vectors.ts'
import { defaultModel } from '../studio/model-library.ts'
import { embedAll } from './library-window.ts'
import { numberGiven, parseOptions, whole } from './parse-options.ts'
import { rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'
import { withLibrary } from './with-library.ts'

/** `reroll library holes`: words that a model knows and no picture of the library is near to. */
export async function libraryHoles(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    folder: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string' },
    model: { type: 'string' },
    embed: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (positionals.length)
    throw new StudioError(
      'invalid-input',
      `"${positionals[0]}" means nothing here; see reroll library --help`,
    )
  const request = {
    model: typeof values.model === 'string' ? values.model : defaultModel,
    count: whole('count', numberGiven(values, 'count') ?? 12, { min: 1, max: 100 }),
    seed: whole('seed', numberGiven(values, 'seed') ?? 1, { min: 0, max: 2 ** 31 }),
  }
  const line = rewritten(io.err)
  const found = await withSession(io, ({ engine, signal }) =>
    withLibrary(values.folder, io, async library => {
      await library.refresh()
      const eyes = { call: engine.call, scorer: () => library.meaning.scorer(), device: () => undefined }
      if (values.embed === true) await embedAll(library, eyes, signal, io)
      const { embedded, unreadable, of } = library.meaning.coverage()
      const left = of - embedded - unreadable
      if (left) io.err.write(`${left} of ${of} pictures were not looked at yet; --embed does so\n`)
      return holesOf(request, {
        library,
        texts: textVectors(eyes),
        placeOf: () => null,
        signal,
        onProgress: share => line.show(`Holding words against the pictures: ${Math.round(100 * share)} %`),
      }).finally(line.clear)
    }),
  )
  // A map is for a window; without one there are no places.
  const holes = found.holes.map(({ place: _, ...hole }) => hole)
  io.out(values.json === true ? JSON.stringify({ ...found, holes }) : asText(found))
}

function asText({ holes, problem, tried, words, source }: HolesResult): string {
  const lines = holes.map(hole => `${hole.prompt}\n  ${why(hole)}`)
  if (!holes.length) lines.push('Nothing was found that is far from every picture; try another --seed')
  if (problem) lines.push(`${problem}.`)
  if (tried)
    lines.push(
      `Of ${tried.texts} texts that were tried, half have their nearest pictures above ${tried.median.toFixed(2)} (mean cosine of three).`,
    )
  lines.push(`${words.used} of the ${words.known} words asked about stand in a prompt.`)
  if (source === 'everyday')
    lines.push('The model does not say which words it knows: these are everyday ones, it may not.')
  return lines.join('\n')
}

function why({ unused, cosine, nearer }: Hole): string {
  const words = unused.length
    ? `in no prompt yet: ${unused.join(', ')}`
    : 'each word was tried, never together'
  if (cosine === null || nearer === null) return words
  return `${words}; nearest pictures at ${cosine.toFixed(2)}, ${Math.round(100 * nearer)} % of what was tried has nearer ones`
}
