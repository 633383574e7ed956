import type { Region } from '#shared/studio/atlas.ts'

/** Squares along a side, from far to near. */
const levels = [4, 8, 16, 32]
/** Fewer pictures in a square say nothing of it. */
const fewest = 5
/** A word tells of a square when so many of its prompts have it, and so many times the share of all prompts. */
const least = { share: 0.25, times: 1.5 }
/** A second word, when it tells at least this much of what the first does. */
const second = 0.5

export type Worded = {
  /** x and y in turn, 0..1. */
  places: Float32Array
  /** Which text each point has. */
  texts: Int32Array
  /** The words of each text by their numbers, each once. */
  words: readonly (readonly number[])[]
  names: readonly string[]
}

/**
 * The most telling words of squares of several sizes: those with the largest p log(p / q), where p of the square's
 * prompts and q of all prompts have the word (one term of the Kullback-Leibler divergence, much like tf-idf). It speaks of
 * what was asked for, not of what the pictures show. Yields between levels.
 */
export function* regionsOf(points: Worded): Generator<void, Region[]> {
  const { places, texts, words, names } = points
  const count = texts.length
  const everywhere = new Int32Array(names.length)
  for (const text of texts) for (const word of words[text]!) everywhere[word]!++
  yield
  const regions: Region[] = []
  for (const across of levels) {
    const cells = new Map<number, { x: number; y: number; members: number[] }>()
    for (let i = 0; i < count; i++) {
      const [x, y] = [places[2 * i]!, places[2 * i + 1]!]
      if (Number.isNaN(x)) continue
      const column = Math.min(across - 1, Math.floor(x * across))
      const row = Math.min(across - 1, Math.floor(y * across))
      const name = row * across + column
      const cell = cells.get(name) ?? { x: 0, y: 0, members: [] }
      cells.set(name, cell)
      cell.members.push(i)
      cell.x += x
      cell.y += y
    }
    for (const { x, y, members } of cells.values()) {
      const telling = members.length < fewest ? [] : tellingOf(members, points, everywhere)
      if (telling.length)
        regions.push({
          side: 1 / across,
          x: x / members.length,
          y: y / members.length,
          count: members.length,
          words: telling.map(word => names[word]!),
        })
    }
    yield
  }
  return regions.sort((a, b) => b.side - a.side || b.count - a.count)
}

function tellingOf(members: readonly number[], { texts, words }: Worded, everywhere: Int32Array): number[] {
  const here = new Map<number, number>()
  for (const i of members) for (const word of words[texts[i]!]!) here.set(word, (here.get(word) ?? 0) + 1)
  const ranked: { word: number; tells: number }[] = []
  for (const [word, times] of here) {
    const p = times / members.length
    const over = p / (everywhere[word]! / texts.length)
    if (p >= least.share && over >= least.times) ranked.push({ word, tells: p * Math.log(over) })
  }
  ranked.sort((a, b) => b.tells - a.tells || a.word - b.word)
  const [first] = ranked
  return ranked
    .slice(0, 2)
    .filter(({ tells }) => tells >= second * first!.tells)
    .map(({ word }) => word)
}
