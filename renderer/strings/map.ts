import { many } from './many.ts'

/** What the map of rolls says. */
export const map = {
  title: 'Map',
  count: 'Rolls',
  rolls: (n: number) => many(n, 'roll'),
  draw: 'Draw the map',
  again: 'Again',
  againHelp: 'The settings on the desk, from a new first seed',
  empty: 'One prompt, many seeds, side by side',
  emptyText: (n: number) =>
    `${n} quick rolls of the prompt on the desk, placed by what they look like: what is alike lies together.`,
  failed: 'The map could not be drawn',
  progress: 'Progress of the map',
  drawing: (done: number, of: number) => `${done} of ${of}`,
  left: (time: string) => `${time} left`,
  placing: 'Placing them',
  stopped: (done: number, of: number) => `Stopped after ${done} of ${of}`,
  plane: (n: number) => `Map of ${many(n, 'roll')}`,
  role: 'map',
  keys: 'Arrows go to the next roll. Enter draws it in full. Shift and an arrow look at the way to the next roll. Shift and Enter roll new ones here. Plus and minus zoom.',
  list: 'Rolls on the map',
  roll: (n: number, seed: string) => `Roll ${n}, seed ${seed}`,
  rollBetween: (n: number, from: string, to: string, percent: number) =>
    `Roll ${n}, ${percent} % of the way from seed ${from} to ${to}`,
  seed: (seed: string) => `Seed ${seed}`,
  way: (percent: number) => `${percent} % of the way`,
  where: (across: 'left' | 'middle' | 'right', down: 'upper' | 'middle' | 'lower') =>
    across === 'middle' && down === 'middle' ? 'in the middle' : `${down} ${across}`,
  density:
    'Shade by how many of the others look nearly the same: less than half as different as rolls can be here',
  densityLegend: 'Look-alikes',
  densityEven: 'none',
  densityMost: (percent: number) => `${percent} %`,
  zoomIn: 'Nearer',
  zoomOut: 'Farther',
  fit: 'All of it',
  under: {
    nothing:
      'Click a picture to draw it in full, a thread to look between two, an empty place to roll there.',
    waiting:
      'They are placed by what they look like as soon as enough are there. Click one to draw it in full.',
    roll: 'Click to draw it in full',
    between: 'Click to look between these two',
    empty:
      'Click to roll here: on the ways between the nearest rolls, and new seeds. What looks most like its surroundings stays.',
  },
  between: {
    title: 'Between two rolls',
    from: (seed: string) => `From seed ${seed}`,
    to: (seed: string) => `To seed ${seed}`,
    way: 'How far on the way',
    picture: (percent: number) => `The picture ${percent} % of the way`,
    roll: 'Roll it',
  },
  here: {
    title: 'Rolled here',
    progress: 'Progress of the rolls here',
    drawing: (done: number, of: number) => `Drawing ${done} of ${of}`,
    found: (kept: number, of: number) =>
      `${kept} of ${of} stay: they look most like what lies around. The mark is where each belongs.`,
    open: (n: number) => `Draw number ${n} in full`,
    again: 'Roll more here',
  },
} as const
