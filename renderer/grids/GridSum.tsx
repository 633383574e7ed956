import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { workOf } from '../lib/pace.ts'
import { duration } from '../lib/time.ts'
import { axesSaid, axisProblem, planned, useGridMaker } from '../stores/grid-maker.ts'
import { showGrid } from '../stores/grids.ts'
import { modelById } from '../stores/models.ts'
import { usePace } from '../stores/pace.ts'
import { explain } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** How many pictures it would be, how long they take, what speaks against it; and the way to draw them. */
export function GridSum() {
  const state = useGridMaker()
  const { base, axes, check, error } = state
  const paces = usePace(one => one.paces)
  const [busy, setBusy] = useState(false)
  if (!base) return null
  const { plan, problem } = planned(state)
  const single = Object.values(axes).some(axis => axisProblem(axis) !== null)
  const wrong = error ?? (single ? null : problem)
  const missing = plan ? plan.cells.length - (check?.drawn ?? 0) : 0
  const draw = async () => {
    setBusy(true)
    try {
      const { model, generation } = base
      const { id } = await call('grids.add', { model, generation, axes: axesSaid(axes) })
      showGrid(id)
      setView({ page: 'grids', dialog: null })
    } catch (failure) {
      explain(failure)
    }
    setBusy(false)
  }
  const left = plan && timeOf(plan.cells, base.model, paces)
  return (
    <footer className="grid-sum">
      <div className="grid-said" aria-live="polite">
        {plan ? (
          <>
            <p>
              <strong>{t.grids.count(plan.cells.length)}</strong>{' '}
              {t.grids.shape(plan.axes.x.values.length, plan.axes.y.values.length, plan.axes.z.values.length)}
            </p>
            <small>
              {check && check.drawn > 0 && `${t.grids.there(check.drawn)} · `}
              {left === null ? t.grids.noTime : t.grids.time(duration(left * (missing / plan.cells.length)))}
            </small>
            {plan.warnings.map(warning => (
              <small key={warning} className="grid-warning">
                {warning}
              </small>
            ))}
          </>
        ) : (
          !wrong && !single && <small>{t.grids.noAxis}</small>
        )}
        {wrong && (
          <p className="problem" role="alert">
            {wrong}
          </p>
        )}
      </div>
      <Button
        look="accent"
        icon={Grid3x3}
        disabled={!plan || wrong !== null || busy}
        onClick={() => void draw()}
      >
        {plan && missing === 0 ? t.grids.show : t.grids.draw(missing)}
      </Button>
    </footer>
  )
}

type Cells = NonNullable<ReturnType<typeof planned>['plan']>['cells']

/** In ms, by what pictures of these models took here; null where one of them has drawn nothing yet. */
function timeOf(cells: Cells, own: string, paces: Record<string, number>): number | null {
  let sum = 0
  for (const { generation, model } of cells) {
    const card = modelById(model ?? own)
    const pace = paces[model ?? own]
    if (!card || pace === undefined) return null
    sum += pace * workOf(generation, card.defaults)
  }
  return sum
}
