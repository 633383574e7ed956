import { TriangleAlert } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { planOf } from '#shared/grid/plan.ts'
import type { GridId } from '#shared/studio/grids.ts'
import { jobOfGrid, showGrid, useGrids } from '../stores/grids.ts'
import { useJobs } from '../stores/jobs.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { GridHead } from './GridHead.tsx'
import { GridTable } from './GridTable.tsx'

type Props = { id: GridId; onBack?: () => void }

/** One grid as it fills: what the record says, and over it what the job in work has drawn since. */
export function GridSheet({ id, onBack }: Props) {
  const read = useGrids(grids => grids.detail)
  const error = useGrids(grids => grids.error)
  const z = useGrids(grids => grids.z)
  const job = useJobs(({ jobs }) => jobOfGrid(jobs, id))
  const detail = read?.id === id ? read : null
  useEffect(() => showGrid(id), [id])
  const plan = useMemo(() => detail && planOf(detail.base, detail.axes), [detail])
  if (error)
    return (
      <Notice icon={TriangleAlert} tone="error" title={t.grids.failed} text={error}>
        {onBack && <Button onClick={onBack}>{t.grids.list}</Button>}
      </Notice>
    )
  if (!detail || !plan) return null
  const pictures = detail.pictures.map((picture, i) => job?.pictures[i] ?? picture)
  const { columns, rows, sheets } = {
    columns: plan.axes.x.values,
    rows: plan.axes.y.values,
    sheets: plan.axes.z.values,
  }
  const sheet = Math.min(z, sheets.length - 1)
  return (
    <div className="grid-sheet">
      <GridHead
        detail={detail}
        job={job}
        drawn={pictures.filter(Boolean).length}
        sheets={sheets.map(({ label }) => label)}
        sheet={sheet}
        {...(onBack && { onBack })}
      />
      <GridTable
        key={sheet}
        label={t.grids.tableOf(detail.base.prompt || t.stage.untitled)}
        columns={columns.map(({ label }) => label)}
        rows={rows.map(({ label }) => label)}
        sheet={sheets[sheet]!.label}
        first={sheet * columns.length * rows.length}
        pictures={pictures}
        job={job}
      />
    </div>
  )
}
