import type { PictureCard, PictureFilter } from '#shared/studio/pictures.ts'
import { holder } from '../meaning/held.ts'
import { type Ranked, rank } from '../meaning/rank.ts'
import { twins } from '../meaning/twins.ts'
import { type Named, namesOf, promptsAfter } from './all-of.ts'
import { lookedWith } from './looked-with.ts'
import { keysOf, readRanked } from './ranked.ts'
import type { LibraryState } from './state.ts'
import { putTwins, readTwins } from './twin-groups.ts'
import {
  coverage,
  currentSpace,
  enterSpace,
  idsFrom,
  putSeen,
  type Seen,
  unseen,
  vectorOf,
} from './vectors.ts'

/** In ms. */
const long = 1000

export type Wanted = { space: string; vector: Float32Array }

/** What a library knows of what its pictures look like. */
export function libraryMeaning(
  { index, changes }: Pick<LibraryState, 'index' | 'changes'>,
  eyesFile: string,
) {
  const held = holder(index)
  const eyes = lookedWith(eyesFile, index)
  // Whoever scrolls asks for the same order page by page.
  let last: { asked: string; ranked: Ranked } | null = null
  const forget = () => {
    last = null
  }
  changes.add(forget)
  const put = (space: string, rows: readonly Seen[]) =>
    index.use(db => {
      forget()
      enterSpace(db, space)
      putSeen(db, space, rows)
    })

  let grouped = ''
  let grouping: Promise<void> | undefined
  /** What took long is not found anew with every picture that comes. */
  let good = 0
  /** Finds near-duplicates anew where vectors have come or gone. */
  async function group(): Promise<void> {
    const all = await held()
    const now = all ? `${all.space} ${all.stamp} ${all.last}` : ''
    const begun = performance.now()
    if (now === grouped || begun < good) return
    const found = all ? await twins(all) : []
    index.use(db => putTwins(db, found))
    grouped = now
    const took = performance.now() - begun
    good = took > long ? begun + 6 * took : 0
    forget()
  }

  async function ranked(filter: PictureFilter, { space, vector }: Wanted): Promise<Ranked> {
    const asked = JSON.stringify([filter, space, [...vector]])
    if (last?.asked === asked) return last.ranked
    const all = await held()
    const nothing = { keys: new Float64Array(0), cosines: new Float32Array(0) }
    if (all?.space !== space || all.width !== vector.length) return nothing
    last = {
      asked,
      ranked: rank(
        all,
        index.use(db => keysOf(db, filter)),
        vector,
      ),
    }
    return last.ranked
  }

  return {
    /** See `unseen`. */
    unseen: (limit: number) => index.use(db => unseen(db, limit)),
    /** The folder of the scorer that looks. */
    scorer: eyes.scorer,
    /** From now on this scorer looks, by its folder: what another saw is forgotten. Gives whether there was another. */
    async lookWith(scorer: string): Promise<boolean> {
      const another = await eyes.lookWith(scorer)
      if (another) forget()
      return another
    },
    /** Vectors of another space go. */
    put,
    putUnreadable: (space: string, key: number) => put(space, [{ key, vector: null, fit: null }]),
    coverage: () => index.use(coverage),
    space: () => index.use(currentSpace),
    held,
    /** Of unit length; null for a picture that was not embedded yet. */
    vectorOf: (id: string) => index.use(db => vectorOf(db, id)),
    /** See `namesOf`. */
    names: (filter?: PictureFilter): Named => index.use(db => namesOf(db, filter)),
    /** See `promptsAfter`. */
    prompts: (after: number, limit: number) => index.use(db => promptsAfter(db, after, limit)),
    /** Ids that begin so, at most two. */
    idsFrom: (prefix: string) => index.use(db => idsFrom(db, prefix)),
    /** To be called before `is:duplicate` is asked for. */
    group(): Promise<void> {
      grouping ??= group().finally(() => {
        grouping = undefined
      })
      return grouping
    },
    /** See `readTwins`. */
    groups: (range: { offset: number; limit: number; filter: PictureFilter }) =>
      index.use(db => readTwins(db, range)),
    /** What the filter lets through, the most like `wanted` first; what was not embedded yet is left out. */
    async range(
      { offset, limit, filter }: { offset: number; limit: number; filter: PictureFilter },
      wanted: Wanted,
    ): Promise<{ total: number; pictures: PictureCard[] }> {
      const found = await ranked(filter, wanted)
      return { total: found.keys.length, pictures: index.use(db => readRanked(db, found, { offset, limit })) }
    },
  }
}
