import { StudioError } from '../errors.ts'
import { type Generation, generation } from '../generation.ts'
import { describeIssues } from '../rpc.ts'
import { canonical } from '../same.ts'
import { type Axis, readAxis } from './axes.ts'
import { type Axes, type Cell, cellsOf, noAxis } from './cells.ts'

/** Axes as they were typed, `seed=1..4`; empty where there is none. */
export type AxesSaid = { x: string; y: string; z: string }

export type GridPlan = {
  axes: Axes
  cells: Cell[]
  /** What is possible but hardly meant, a sentence each. */
  warnings: string[]
}

/** Errors: `invalid-input` with what was expected, also for two axes that are the same setting. */
export function readAxes(said: AxesSaid): Axes {
  const read = (text: string) => (text ? readAxis(text) : noAxis)
  const axes = { x: read(said.x), y: read(said.y), z: read(said.z) }
  const names = Object.values(axes).flatMap(({ name }) => (name ? [name] : []))
  if (new Set(names).size < names.length)
    throw new StudioError(
      'invalid-input',
      `Two axes are both ${names.join(' and ')}; each must be another setting`,
    )
  return axes
}

/** Every picture of a grid. Errors: `invalid-input` for what cannot be, with the labels of the cell, before anything is drawn. */
export function planOf(base: Generation, said: AxesSaid): GridPlan {
  const axes = readAxes(said)
  const cells = cellsOf(base, axes).map(cell => judged(cell, axes))
  return { axes, cells, warnings: Object.values(axes).flatMap(axis => repeated(base, axis)) }
}

/** Two values that come to the same pictures: the same seed twice, or words in whose place others shall stand that are not there. */
function repeated(base: Generation, { name, values }: Axis): string[] {
  const seen = new Map<string, string>()
  for (const { label, apply, model = '' } of values) {
    const key = canonical([apply(base), model])
    const before = seen.get(key)
    if (before !== undefined)
      return [
        `${name}: “${before}” and “${label}” change nothing against each other; they give the same pictures`,
      ]
    seen.set(key, label)
  }
  return []
}

/** What stands beside a cell, of each axis. */
const labelsOf = ({ x, y, z }: Axes, cell: Pick<Cell, 'x' | 'y' | 'z'>): string =>
  [z.values[cell.z]!, y.values[cell.y]!, x.values[cell.x]!]
    .map(({ label }) => label)
    .filter(Boolean)
    .join(', ')

function judged(cell: Cell, axes: Axes): Cell {
  const result = generation.safeParse(cell.generation)
  if (result.success) return { ...cell, generation: result.data }
  throw new StudioError('invalid-input', `${labelsOf(axes, cell)}: ${describeIssues(result.error.issues)}`)
}
