import { setImmediate as turn } from 'node:timers/promises'
import { parseQuery } from '#shared/library/query.ts'
import { asksTwins } from '#shared/library/query-meaning.ts'
import type { AtlasEvent, AtlasResult, Region } from '#shared/studio/atlas.ts'
import type { PictureFilter } from '#shared/studio/pictures.ts'
import type { Chart, Mapped, Moment } from './chart.ts'
import { readPrompts, tellingWords } from './prompt-words.ts'
import { regionsOf } from './regions.ts'

type Context = { signal: AbortSignal; emit: (event: AtlasEvent) => void }

/** Where the pictures of a filter lie, and the words of their regions. Errors: the signal's reason. */
export async function placesOf(
  library: Mapped,
  chart: Chart,
  filter: PictureFilter,
  { signal, emit }: Context,
): Promise<AtlasResult> {
  if (asksTwins(parseQuery(filter.query ?? '', Date.now()))) await library.meaning.group()
  const names = library.meaning.names(filter)
  const begun = performance.now()
  let shown: Float32Array | null = null
  const now = await chart.see(signal, moment => {
    if (moment.places !== shown) {
      shown = moment.places
      const chosen = chosenOf(names, moment)
      emit({ kind: 'pictures', ids: chosen.ids, places: chosen.places, final: moment.final })
    }
    const { share } = moment
    if (!moment.final && share > 0.05)
      emit({ kind: 'progress', share, msLeft: ((performance.now() - begun) / share) * (1 - share) })
  })
  if (!now) {
    emit({ kind: 'pictures', ids: new Uint8Array(0), places: new Float32Array(0), final: true })
    return { placed: 0, waiting: names.keys.length }
  }
  const { keys, places } = chosenOf(names, now)
  emit({ kind: 'words', regions: await wordsOf(library, keys, places, signal) })
  return { placed: keys.length, waiting: names.keys.length - keys.length }
}

/** Those of the names that have a place. */
function chosenOf(names: ReturnType<Mapped['meaning']['names']>, { held, places }: Moment) {
  const keys: number[] = []
  const hex: string[] = []
  const chosen = new Float32Array(2 * names.keys.length)
  for (const [n, key] of names.keys.entries()) {
    const row = (held.place[key] ?? 0) - 1
    const x = places[2 * row]
    if (x === undefined || Number.isNaN(x)) continue
    chosen[2 * keys.length] = x
    chosen[2 * keys.length + 1] = places[2 * row + 1]!
    keys.push(key)
    hex.push(names.ids.slice(64 * n, 64 * n + 64))
  }
  return {
    keys,
    ids: new Uint8Array(Buffer.from(hex.join(''), 'hex')),
    places: chosen.slice(0, 2 * keys.length),
  }
}

async function wordsOf(
  library: Mapped,
  keys: readonly number[],
  places: Float32Array,
  signal: AbortSignal,
): Promise<Region[]> {
  const { texts, of } = await readPrompts(library, signal)
  const numbers = new Map<string, number>()
  const words: number[][] = []
  for (const [n, text] of texts.entries()) {
    words.push(
      tellingWords(text).map(word => {
        const number = numbers.get(word) ?? numbers.size
        numbers.set(word, number)
        return number
      }),
    )
    if (n % 4000 === 3999) await turn()
  }
  // A picture that came a moment ago may have no prompt here yet.
  const none = texts.length
  words.push([])
  const worded = {
    places,
    texts: Int32Array.from(keys, key => of.get(key) ?? none),
    words,
    names: [...numbers.keys()],
  }
  const work = regionsOf(worded)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await turn()
    signal.throwIfAborted()
  }
}
