import { create } from 'zustand'
import { apply, diffTo } from '#shared/canvas/diff.ts'
import { addItems } from '#shared/canvas/edits/items.ts'
import { sizeFor } from '#shared/canvas/edits/picture-sizes.ts'
import { boxOf, type Drawing, type Item, type RecordId } from '#shared/canvas/records.ts'
import { type Conditions, noConditions } from '#shared/conditions.ts'
import { isCancelled, toWire } from '#shared/errors.ts'
import { same } from '#shared/same.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { sentenceOf } from '../../errors.ts'
import { onDrawn, useCanvas } from '../../stores/canvas.ts'
import { useStroke } from '../../stores/canvas-stroke.ts'
import { useCanvasView } from '../../stores/canvas-view.ts'
import { setDesk, useDesk } from '../../stores/desk.ts'
import { silently } from '../../stores/desk-history.ts'
import { modelById, useModels } from '../../stores/models.ts'
import { compile } from '../compile/compile.ts'
import type { Preview, Untold } from '../compile/compiled.ts'

type Steering = {
  maps: ReadonlyMap<RecordId, Preview>
  untold: ReadonlyMap<RecordId, Untold>
  error: string | null
}

/** What the layers of the open drawing tell the model. */
export const useSteering = create<Steering>(() => ({ maps: new Map(), untold: new Map(), error: null }))

/** A stroke in progress is told at most so often, in ms. */
const pace = 150

type Size = { width: number; height: number }

const sizeGiven = (model: ModelCard): Size => {
  const { given } = useDesk.getState()
  return {
    width: Number(given.width ?? model.defaults.width),
    height: Number(given.height ?? model.defaults.height),
  }
}

/** A picture's size with the box's aspect: what is on the desk where it has it, else the model's own. */
function sizeOf(drawing: Drawing, model: ModelCard): Size {
  const given = sizeGiven(model)
  const box = boxOf(drawing)
  const off = Math.abs(Math.log(given.width / given.height / (box.width / box.height)))
  return off < 0.02 ? given : sizeFor({ multiple: model.multiple, native: model.native }, box)
}

const saysNothing = ({ controls, regions, start }: Conditions) =>
  !controls.length && !regions.length && !start

/** A stroke in progress lies on top of its layer, where it will be. */
const withStroke = (drawing: Drawing, items: readonly Item[]): Drawing =>
  apply(drawing, diffTo(drawing, new Map(addItems(drawing, items))))

async function tellOnce(): Promise<void> {
  const { id, drawing } = useCanvas.getState()
  const model = modelById(useDesk.getState().model)
  if (!id || !model || model.problem || !useCanvasView.getState().steers) return
  const size = sizeOf(drawing, model)
  const { items } = useStroke.getState()
  const shown = items.length ? withStroke(drawing, items) : drawing
  const { conditions, maps, untold } = await compile(shown, size, model, { drawing: items.length === 0 })
  if (useCanvas.getState().id !== id || !useCanvasView.getState().steers) return
  useSteering.setState({ maps, untold })
  const next = saysNothing(conditions) ? noConditions : conditions
  told = { drawing: id, conditions: next }
  const sized = same(sizeGiven(model), size)
  if (sized && same(next, useDesk.getState().conditions)) return
  silently(() =>
    setDesk(({ given }) => ({ conditions: next, ...(!sized && { given: { ...given, ...size } }) })),
  )
}

let running = false
let again = false
/** What the drawing told last: anything else on the desk came from elsewhere. */
let told: { drawing: string | null; conditions: Conditions } = { drawing: null, conditions: noConditions }

/** Tells anew what another model or size makes of the drawing; what a picture brought along stays until it is drawn on. */
const retell = (): void => {
  const { id } = useCanvas.getState()
  if (told.drawing !== id || same(useDesk.getState().conditions, told.conditions)) void tell()
}

/** Brings what the drawing tells onto the desk; while one is at it, only the newest follows. */
async function tell(): Promise<void> {
  again = running
  if (running) return
  running = true
  try {
    await tellOnce()
    useSteering.setState({ error: null })
  } catch (error) {
    if (!isCancelled(error)) useSteering.setState({ error: sentenceOf(toWire(error)) })
  } finally {
    running = false
  }
  if (again) void tell()
}

let due: ReturnType<typeof setTimeout> | undefined

/** Follows the open drawing from now on. */
export function steerByDrawing(): void {
  onDrawn(() => void tell())
  useCanvas.subscribe(({ id }, before) => {
    if (id !== before.id) void tell()
  })
  useStroke.subscribe(({ items }) => {
    if (!items.length || due) return
    due = setTimeout(() => {
      due = undefined
      void tell()
    }, pace)
  })
  useCanvasView.subscribe(({ steers }, before) => {
    if (steers === before.steers) return
    if (steers) void tell()
    else silently(() => setDesk({ conditions: noConditions }))
  })
  useDesk.subscribe(({ model, given }, before) => {
    const sized = given.width !== before.given.width || given.height !== before.given.height
    if (model !== before.model || sized) retell()
  })
  useModels.subscribe(({ state }, before) => {
    if (state !== before.state) retell()
  })
}
