import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import { randomSeed } from '#shared/seed.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { cosine, meanOf, placeAmong } from '../lib/alike.ts'
import { distance, nearest, type Place } from '../lib/map-points.ts'
import { isPlain, tries } from '../lib/on-the-way.ts'
import { addLate, blobOf, type MapRoll, useMap } from './map.ts'

const fresh = 6
const kept = 3

type Here = {
  /** Where rolls are wanted; null when nowhere. */
  at: Place | null
  /** The rolls that lie around it, by their numbers. */
  near: readonly number[]
  done: number
  of: number
  msLeft: number | null
  /** The rolls that came of it, nearest first, by their numbers. */
  found: readonly number[]
  error: string | null
}

const nowhere: Here = { at: null, near: [], done: 0, of: 0, msLeft: null, found: [], error: null }
export const useHere = create<Here>(() => nowhere)
let abort = new AbortController()

export function leaveHere(): void {
  abort.abort()
  useHere.setState(nowhere)
}

/** The rolls that a place is rolled from, nearest first. */
export const around = (rolls: readonly MapRoll[], at: Place): number[] =>
  nearest(
    rolls.map(({ place }) => place),
    at,
    3,
    index => !isPlain(rolls[index]!.generation),
  )

/**
 * Rolls at an empty place: drafts between the nearest rolls and of new seeds; those that look most like what lies
 * around the place (the mean of the three nearest, the nearer the heavier) stay on the map, where they belong by their looks.
 */
export async function rollHere(at: Place): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  const { rolls, model } = useMap.getState()
  const near = around(rolls, at)
  if (!near.length || !model) return
  const neighbours = near.map(index => ({
    ...rolls[index]!,
    far: Math.max(1e-6, distance(rolls[index]!.place, at)),
  }))
  const generations = tries(neighbours, fresh, randomSeed)
  useHere.setState({ ...nowhere, at, near, of: generations.length })
  const drafts: Omit<MapRoll, 'placed' | 'late'>[] = []
  try {
    await call(
      'drafts.run',
      { model, lane: 'map-here', generations, embed: true },
      {
        signal,
        onEvent({ index, png, embedding, msLeft }) {
          if (signal.aborted || !png || !embedding) return
          const place = placeAmong(embedding, rolls) ?? at
          drafts.push({ generation: generations[index]!, png: blobOf(png), embedding, place })
          useHere.setState({ done: drafts.length, msLeft })
        },
      },
    )
    const known = neighbours.filter(({ embedding }) => embedding !== null)
    const goal = meanOf(
      known.map(({ embedding }) => embedding!),
      known.map(({ far }) => 1 / far),
    )
    drafts.sort((a, b) => cosine(b.embedding!, goal) - cosine(a.embedding!, goal))
    const first = addLate(drafts.slice(0, kept))
    const found = drafts.slice(0, kept).map((_, i) => first + i)
    useHere.setState({ found, msLeft: null })
  } catch (error) {
    if (signal.aborted) return
    if (isCancelled(error)) leaveHere()
    else useHere.setState({ error: sentenceOf(toWire(error)) })
  }
}
