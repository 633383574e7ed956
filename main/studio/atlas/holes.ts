import { setImmediate as turn } from 'node:timers/promises'
import { everydayWords } from '#engine/scorer/everyday-words.ts'
import { StudioError } from '#shared/errors.ts'
import type { HolesResult } from '#shared/studio/atlas.ts'
import type { Vocabulary } from '#shared/studio/models.ts'
import type { Held } from '../meaning/held.ts'
import { modelFolder } from '../model-library.ts'
import { readVocabulary } from '../models/vocabulary.ts'
import { candidatesOf, partsOf, shuffled, termsOf } from './candidates.ts'
import type { Mapped } from './chart.ts'
import { type Chosen, chooseHoles, fewestTried } from './choose-holes.ts'
import { type Nearest, nearestOf } from './nearest.ts'
import { readPrompts } from './prompt-words.ts'
import type { TextVectors } from './text-vectors.ts'
import { type Tried, triedOf } from './tried.ts'

/** Texts that are held against the pictures: of what was never tried, and of what was, to know what near means. */
const most = { candidates: 240, tried: 80 }

export type HolesRequest = { model: string; seed: number; count: number }
export type HolesServices = {
  library: Mapped
  texts: TextVectors
  /** Where a row of the vectors lies; null for one that has no place. */
  placeOf: (held: Held, row: number) => { x: number; y: number } | null
  signal: AbortSignal
  onProgress: (share: number) => void
}

/**
 * What a model has words for and a library never showed. Prompts of the trash count as tried, its pictures do not.
 * Errors: `invalid-input` for a model that is not there; the signal's reason.
 */
export async function holesOf(request: HolesRequest, services: HolesServices): Promise<HolesResult> {
  const { library, signal } = services
  const { vocabulary, source } = await wordsOf(request.model)
  const terms = termsOf(vocabulary)
  const tried = await finished(triedOf((await readPrompts(library, signal)).texts, terms), signal)
  const candidates = candidatesOf(terms, request.seed, most.candidates).filter(
    one => !tried.together(partsOf(one)),
  )
  // The same ones whichever seed, so that a hole is as far the next time.
  const measured = shuffled(tried.texts, evenly()).slice(0, most.tried)
  const looked = await look(
    [...candidates, ...measured].map(({ prompt }) => prompt),
    services,
  )
  const asked = candidates.map((candidate, i) => ({
    candidate,
    unused: partsOf(candidate).filter(part => !tried.used.has(part)),
    reach: looked.found[i]?.reach ?? null,
    i,
  }))
  const reaches = measured.flatMap((_, i) => looked.found[candidates.length + i]?.reach ?? [])
  const chosen = chooseHoles(asked, reaches, request) as (Chosen & { i: number })[]
  const known = [...terms.subjects, ...terms.before, ...terms.after]
  return {
    holes: chosen.map(({ candidate, unused, reach, nearer, i }) => {
      const near = looked.found[i]
      return {
        prompt: candidate.prompt,
        parts: partsOf(candidate),
        unused,
        nearest: near?.rows.length ? looked.idOf(near.rows[0]!) : null,
        cosine: reach,
        nearer,
        place: near ? looked.placeOf(near) : null,
      }
    }),
    tried:
      reaches.length >= fewestTried
        ? { texts: reaches.length, median: reaches.toSorted((a, b) => a - b)[reaches.length >> 1]! }
        : null,
    asked: candidates.length,
    words: { known: known.length, used: known.filter(term => tried.used.has(term)).length },
    source,
    problem: looked.problem ?? (reaches.length ? tooFew(reaches.length) : null),
  }
}

const tooFew = (texts: number): string | null =>
  texts >= fewestTried
    ? null
    : `Only ${texts} of its words ${texts === 1 ? 'was' : 'were'} tried, too few to tell what near is: words alone count`

async function wordsOf(model: string): Promise<{ vocabulary: Vocabulary; source: HolesResult['source'] }> {
  const own = await readVocabulary(await modelFolder(model))
  return own?.subjects.length
    ? { vocabulary: own, source: 'model' }
    : { vocabulary: everyday(), source: 'everyday' }
}

const everyday = (): Vocabulary => ({
  subjects: everydayWords
    .filter(({ noun, group }) => noun && group !== 'kinds of picture')
    .flatMap(({ group, words }) => words.map(word => ({ word, group, also: [] }))),
  words: everydayWords
    .filter(({ noun }) => !noun)
    .map(({ group, words }) => ({ kind: group, words: [...words] })),
})

type Looked = {
  found: readonly Nearest[]
  problem: string | null
  idOf: (row: number) => string | null
  placeOf: (near: Nearest) => { x: number; y: number } | null
}

/** How near the pictures are to each text; nothing, and why, where that cannot be told. */
async function look(texts: readonly string[], services: HolesServices): Promise<Looked> {
  const { library, signal, onProgress, placeOf } = services
  const nothing = (problem: string): Looked => ({ found: [], problem, idOf: () => null, placeOf: () => null })
  const held = await library.meaning.held()
  const { keys, ids } = library.meaning.names({ trashed: false })
  const at = new Map<number, number>()
  for (const [n, key] of keys.entries()) {
    const row = (held?.place[key] ?? 0) - 1
    if (row >= 0) at.set(row, n)
  }
  if (!held || !at.size) return nothing('No picture was looked at yet: words alone count')
  let vectors: { space: string; vectors: Float32Array[] }
  try {
    vectors = await services.texts(texts, signal, share => onProgress(share / 2))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof StudioError)) throw error
    return nothing(`There is no scorer to ask (${error.message}): words alone count`)
  }
  if (vectors.space !== held.space)
    return nothing('The pictures were looked at by another scorer: words alone count')
  const found = await nearestOf(held, Int32Array.from(at.keys()), vectors.vectors, signal, share =>
    onProgress(0.5 + share / 2),
  )
  return {
    found,
    problem: null,
    idOf: row => ids.slice(64 * at.get(row)!, 64 * at.get(row)! + 64),
    placeOf: ({ rows }) => middleOf(rows.flatMap(row => placeOf(held, row) ?? [])),
  }
}

/** The place that is nearest to all others: where most of them are, never between two crowds. */
function middleOf(places: readonly { x: number; y: number }[]): { x: number; y: number } | null {
  const far = (one: { x: number; y: number }) =>
    places.reduce((sum, other) => sum + Math.hypot(one.x - other.x, one.y - other.y), 0)
  return places.toSorted((a, b) => far(a) - far(b))[0] ?? null
}

/** The same numbers each time. */
function evenly(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

async function finished(work: Generator<void, Tried>, signal: AbortSignal): Promise<Tried> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await turn()
    signal.throwIfAborted()
  }
}
