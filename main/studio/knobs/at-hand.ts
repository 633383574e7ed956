import { readFile } from 'node:fs/promises'
import { readDirections } from '#engine/png/directions-chunk.ts'
import { directionId, directionsNamed } from '#shared/direction.ts'
import { StudioError } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import type { Direction } from '#shared/steer.ts'

export type AtHand = ReturnType<typeof atHand>

/** So many directions are kept in memory; the ones longest unused go first. */
const most = 512

type Steered = Pick<Generation, 'steer' | 'past'>

/**
 * The numbers of directions by their id: those found since the studio was opened and those that pictures brought along.
 * What is not among them is looked for with `elsewhere`.
 */
export function atHand(elsewhere: (id: string) => Promise<Direction | null> = async () => null) {
  const held = new Map<string, Direction>()

  function hold(id: string, direction: Direction): void {
    held.delete(id)
    held.set(id, direction)
    if (held.size > most) held.delete(held.keys().next().value!)
  }

  async function find(id: string): Promise<Direction | null> {
    const direction = held.get(id) ?? (await elsewhere(id))
    if (direction) hold(id, direction)
    return direction
  }

  return {
    find,
    /** Errors: `invalid-input` when there is none of that id. */
    async get(id: string): Promise<Direction> {
      const direction = await find(id)
      if (direction) return direction
      throw new StudioError(
        'invalid-input',
        `The knob ${id.slice(0, 8)} is not at hand; drag its knob file in, or look for knobs again`,
      )
    },
    async add(direction: Direction): Promise<string> {
      const id = await directionId(direction)
      hold(id, direction)
      return id
    },
    /** The directions that settings name; what is not at hand is left to the engine to complain of. */
    async of(generations: readonly Steered[]): Promise<Record<string, Direction>> {
      const found: Record<string, Direction> = {}
      for (const id of new Set(generations.flatMap(directionsNamed))) {
        const direction = await find(id)
        if (direction) found[id] = direction
      }
      return found
    },
  }
}

/** Puts at hand what settings name and only the picture they belong to still holds. */
export async function bringAlong(hand: AtHand, settings: Steered, fileOf: () => string): Promise<void> {
  const missing = await Promise.all(directionsNamed(settings).map(async id => !(await hand.find(id))))
  if (!missing.includes(true)) return
  const png = await readFile(fileOf()).catch(() => new Uint8Array(0))
  for (const direction of Object.values(await readDirections(png))) await hand.add(direction)
}
