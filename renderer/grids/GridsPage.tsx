import { useEffect } from 'react'
import { SelectionBar } from '../history/SelectionBar.tsx'
import { showGrid, useGrids } from '../stores/grids.ts'
import { t } from '../strings.ts'
import { GridList } from './GridList.tsx'
import { GridSheet } from './GridSheet.tsx'

/** All grids of the library, or one of them. */
export function GridsPage() {
  const id = useGrids(grids => grids.id)
  useEffect(() => showGrid(useGrids.getState().id), [])
  return (
    <section className="grids-page" aria-label={t.grids.page}>
      {id ? <GridSheet key={id} id={id} onBack={() => showGrid(null)} /> : <GridList />}
      {id && <SelectionBar />}
    </section>
  )
}
