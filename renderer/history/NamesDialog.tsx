import { useMemo, useState } from 'react'
import type { NameKind } from '#shared/studio/bulk.ts'
import { putName } from '../actions/mark.ts'
import { targets } from '../actions/selection.ts'
import { BulkWorks } from '../feedback/BulkWorks.tsx'
import { cleanName, shareOf } from '../lib/marks.ts'
import { offeredNames } from '../lib/offered-names.ts'
import { useMarks } from '../stores/marks.ts'
import { useNames } from '../stores/names.ts'
import { explain } from '../stores/toasts.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { NameRow } from './NameRow.tsx'

/** Tags or boards of the chosen pictures: given and taken by a click or Enter, new ones by writing them. */
export function NamesDialog({ kind }: { kind: NameKind }) {
  const words = t.marks[kind]
  const ids = useMemo(targets, [])
  const known = useNames()[kind]
  const marks = useMarks(ids)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const name = cleanName(text)
  const rows = offeredNames(known, marks?.[kind] ?? {}, name)
  const put = (row: string, on: boolean) => void putName(ids, kind, row, on).catch(explain)
  const toggle = (row: string | undefined) => {
    if (row === undefined) return
    // While nobody knows yet who has it, it is given.
    put(row, !marks || shareOf(marks[kind][row], marks.of) !== 'all')
    if (row === name) setText('')
    setAt(0)
  }
  const go = (to: number) => {
    const next = (to + rows.length) % Math.max(1, rows.length)
    setAt(next)
    document.getElementById(`name-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Enter') toggle(rows[at]?.name)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={words.title(ids.length)} className="names" onClose={() => openDialog(null)}>
      <SearchField
        label={words.search}
        value={text}
        autoFocus
        onChange={next => {
          setText(next)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul className="names-list" aria-label={t.marks.names}>
        {rows.map((row, index) => (
          <NameRow
            key={row.name}
            id={`name-${index}`}
            label={row.isNew ? words.create(row.name) : row.name}
            count={marks?.[kind][row.name] ?? 0}
            of={ids.length}
            lit={index === at}
            onToggle={() => toggle(row.name)}
          />
        ))}
      </ul>
      {!rows.length && <p className="palette-none">{words.none}</p>}
      <BulkWorks />
    </Dialog>
  )
}
