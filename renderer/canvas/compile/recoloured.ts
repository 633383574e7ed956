import type { Item, Stroke } from '#shared/canvas/records.ts'

const white = '#ffffff'

/** Items as ink: white whatever colour they have, so that what they cover is what is read. Images stay as they are. */
export const asInk = kept(item => inColour(item, white))

/** The same with every closed shape filled: what is drawn around is meant. */
export const asArea = kept(item => {
  const inked = inColour(item, white)
  return inked.kind === 'shape' && inked.form !== 'line' ? { ...inked, fill: white } : inked
})

/** How much of its layer's hold a stroke has, 0..1: all of it at half the pressure (a mouse's) and more. */
export function pressureShare(item: Item): number {
  if (item.kind !== 'stroke' || !item.pressure) return 1
  return shareOf(item)
}

const shareOf = keptNumber(({ points }) => {
  let sum = 0
  for (let i = 2; i < points.length; i += 3) sum += points[i]!
  // In sixteenths: finer steps make no difference to a number of steps.
  return Math.min(1, Math.round((32 * sum) / (points.length / 3)) / 16)
})

/** Items as how long they hold, black for not at all, white for to the end. */
export const asHold = (item: Item, hold: number): Item => {
  const level = Math.round(255 * hold * pressureShare(item))
  const shades = holds[level] ?? kept(one => inColour(one, grey(level)))
  holds[level] = shades
  return shades(item)
}
const holds: Record<number, (item: Item) => Item> = {}

/** #rrggbb of a grey, 0..255. */
export const grey = (level: number): string => `#${level.toString(16).padStart(2, '0').repeat(3)}`

function inColour(item: Item, colour: string): Item {
  if (item.kind === 'image') return item
  if (item.kind === 'shape')
    return { ...item, line: item.line && colour, fill: item.form === 'line' ? null : item.fill && colour }
  return { ...item, colour }
}

/** Records never change in place: what was made of one is made once, so that its path is too. */
function kept(make: (item: Item) => Item): (item: Item) => Item {
  const known = new WeakMap<Item, Item>()
  return item => {
    const made = known.get(item) ?? make(item)
    known.set(item, made)
    return made
  }
}

function keptNumber(make: (item: Stroke) => number): (item: Stroke) => number {
  const known = new WeakMap<Stroke, number>()
  return item => {
    const made = known.get(item) ?? make(item)
    known.set(item, made)
    return made
  }
}
