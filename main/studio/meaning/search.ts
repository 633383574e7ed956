import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { parseQuery } from '#shared/library/query.ts'
import { asksGroups, asksTwins, type Wish, wishesOf } from '#shared/library/query-meaning.ts'
import type { PictureCard } from '#shared/studio/pictures.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { Library } from '../library/open-library.ts'
import type { Range } from '../library/range.ts'
import { summed } from './sum.ts'

export type SearchOptions = {
  call: EngineCall
  device: () => DeviceId | undefined
}

export type Searcher = ReturnType<typeof searcher>

const textsKept = 256

/** Reads windows of a library, those of queries by likeness among them. */
export function searcher({ call, device }: SearchOptions) {
  /** By scorer and text: typing on asks for the same words again and again. */
  const known = new Map<string, { space: string; vector: Float32Array }>()

  type Input = { images?: string[]; texts?: string[] }
  /** Through the eyes that the library was looked at with. */
  async function embedded(library: Library, input: Input, signal?: AbortSignal) {
    const result = await call(
      'score.embed',
      { folder: await library.meaning.scorer(), device: device(), ...input },
      { signal },
    )
    return { space: result.id, vector: input.images ? result.images : result.texts }
  }

  async function ofWords(library: Library, text: string, signal?: AbortSignal) {
    // Another scorer has another answer.
    const key = `${await library.meaning.scorer()}\n${text}`
    const found = known.get(key) ?? (await embedded(library, { texts: [text] }, signal))
    known.delete(key)
    known.set(key, found)
    if (known.size > textsKept) known.delete(known.keys().next().value!)
    return found
  }

  async function ofPicture(library: Library, prefix: string, signal?: AbortSignal) {
    const [id, other] = library.meaning.idsFrom(prefix)
    if (!id)
      throw new StudioError('invalid-input', `There is no picture ${prefix.slice(0, 12)} in the library`)
    if (other)
      throw new StudioError('invalid-input', `Several pictures begin with ${prefix}: give more of its id`)
    const space = library.meaning.space()
    const vector = library.meaning.vectorOf(id)
    return space && vector
      ? { space, vector }
      : embedded(library, { images: [await library.pngOf(id)] }, signal)
  }

  const vectorOf = (library: Library, { kind, text }: Wish, signal?: AbortSignal) =>
    kind === 'words' ? ofWords(library, text, signal) : ofPicture(library, text, signal)

  /**
   * A window of pictures in their order; where the query says what they shall look like, the most alike first; of those
   * that look nearly the same one of each group.
   * Errors: the engine's; `invalid-input` for a picture that is not there.
   */
  async function range(
    library: Library,
    range: Range,
    signal?: AbortSignal,
  ): Promise<{ total: number; pictures: PictureCard[] }> {
    const query = parseQuery(range.filter.query ?? '', Date.now())
    const wishes = wishesOf(query)
    if (asksTwins(query)) await library.meaning.group()
    if (asksGroups(query)) return library.meaning.groups(range)
    if (!wishes.length) return library.range(range)
    const parts = await Promise.all(
      wishes.map(async wish => ({ sign: wish.sign, ...(await vectorOf(library, wish, signal)) })),
    )
    const space = parts[0]!.space
    const vector = parts.every(part => part.space === space) ? summed(parts) : null
    return vector ? library.meaning.range(range, { space, vector }) : { total: 0, pictures: [] }
  }

  return {
    range,
    /** The ids of a window alone. */
    async ids(library: Library, wanted: Range, signal?: AbortSignal): Promise<string[]> {
      const query = parseQuery(wanted.filter.query ?? '', Date.now())
      const plain = !wishesOf(query).length && !asksGroups(query)
      if (!plain) return (await range(library, wanted, signal)).pictures.map(({ id }) => id)
      if (asksTwins(query)) await library.meaning.group()
      return library.ids(wanted)
    },
  }
}
