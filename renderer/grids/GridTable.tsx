import { useRef, useState } from 'react'
import type { JobState } from '#shared/studio/jobs.ts'
import { gridMove } from '../lib/grid-keys.ts'
import { useGrids } from '../stores/grids.ts'
import { useJobs } from '../stores/jobs.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { GridCell } from './GridCell.tsx'

type Props = {
  label: string
  columns: readonly string[]
  rows: readonly string[]
  /** What this sheet stands for; empty where there is but one. */
  sheet: string
  /** The first cell of this sheet among all cells. */
  first: number
  pictures: readonly (string | null)[]
  job: JobState | undefined
}

/** Pictures in rows and columns whose labels stay in sight. Arrows move, Enter opens. */
export function GridTable({ label, columns, rows, sheet, first, pictures, job }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState(0)
  const size = useGrids(grids => grids.size)
  const current = useJobs(state => state.image)
  const across = columns.length
  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = gridMove(event.key, at, across * rows.length, across)
    if (to === null) return
    event.preventDefault()
    setAt(to)
    table.current?.querySelectorAll<HTMLElement>('.grid-cell')[to]?.focus()
  }
  return (
    <PictureMenu>
      <div className="grid-scroll">
        <table
          ref={table}
          aria-label={label}
          onKeyDown={onKeyDown}
          style={{ '--cell': `${size}px` } as object}
        >
          <thead>
            <tr>
              <td className="grid-corner" />
              {columns.map(text => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, y) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column, x) => {
                  const place = y * across + x
                  return (
                    <td key={column}>
                      <GridCell
                        labels={[sheet, row, column].filter(Boolean).join(', ')}
                        picture={pictures[first + place] ?? null}
                        job={job}
                        image={first + place}
                        working={job?.state === 'running' && current === first + place}
                        size={size}
                        tabIndex={place === at ? 0 : -1}
                        onFocus={() => setAt(place)}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PictureMenu>
  )
}
