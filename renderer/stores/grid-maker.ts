import { create } from 'zustand'
import { toWire } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { readAxis } from '#shared/grid/axes.ts'
import { type AxesSaid, type GridPlan, planOf } from '#shared/grid/plan.ts'
import type { GridCheck } from '#shared/studio/grids.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'

export type AxisName = 'x' | 'y' | 'z'
/** A setting by its name in `shared/grid/axes.ts`, empty for none, and its values as they were typed. */
export type AxisDraft = { kind: string; text: string }
export type Wish = Partial<Record<AxisName, AxisDraft>>
export type GridBase = { model: string; generation: Generation; picture: PictureId | null }

type State = {
  base: GridBase | null
  axes: Record<AxisName, AxisDraft>
  /** What the studio says of it; null until it has, or where it is wrong already. */
  check: GridCheck | null
  /** What only the studio can see: a knob out of its range, a model that is not there. */
  error: string | null
}

const nothing: AxisDraft = { kind: '', text: '' }
export const useGridMaker = create<State>(() => ({
  base: null,
  axes: { x: nothing, y: nothing, z: nothing },
  check: null,
  error: null,
}))
const set = useGridMaker.setState

/** The axes are as they were left, unless others are wished for. */
export function makeGrid(base: GridBase, wish?: Wish): void {
  set(({ axes }) => ({ base, axes: wish ? { x: nothing, y: nothing, z: nothing, ...wish } : axes }))
  ask()
}

export function setAxis(name: AxisName, draft: AxisDraft): void {
  set(({ axes }) => ({ axes: { ...axes, [name]: draft } }))
  ask()
}

const said = ({ kind, text }: AxisDraft): string => (kind ? `${kind}=${text}` : '')
export const axesSaid = ({ x, y, z }: State['axes']): AxesSaid => ({ x: said(x), y: said(y), z: said(z) })

/** What is wrong with one axis, in a sentence; null where nothing is, or there is none. */
export function axisProblem(draft: AxisDraft): string | null {
  if (!draft.kind) return null
  try {
    readAxis(said(draft))
    return null
  } catch (error) {
    return sentenceOf(toWire(error))
  }
}

/** Every cell, or why there are none. */
export function planned({ base, axes }: Pick<State, 'base' | 'axes'>): {
  plan: GridPlan | null
  problem: string | null
} {
  if (!base || (!axes.x.kind && !axes.y.kind)) return { plan: null, problem: null }
  try {
    return { plan: planOf(base.generation, axesSaid(axes)), problem: null }
  } catch (error) {
    return { plan: null, problem: sentenceOf(toWire(error)) }
  }
}

/** So long nobody has typed before the studio is asked, in ms. */
const rest = 250
let due: ReturnType<typeof setTimeout> | undefined
function ask(): void {
  clearTimeout(due)
  set({ check: null, error: null })
  const { base, axes } = useGridMaker.getState()
  if (!base || !planned({ base, axes }).plan) return
  due = setTimeout(async () => {
    const { model, generation } = base
    const now = () => useGridMaker.getState().axes === axes && useGridMaker.getState().base === base
    try {
      const check = await call('grids.check', { model, generation, axes: axesSaid(axes) })
      if (now()) set({ check })
    } catch (error) {
      if (now()) set({ error: sentenceOf(toWire(error)) })
    }
  }, rest)
}
