import { useState } from 'react'
import { type ActionId, actionIds, actionRows, menuNames } from '#shared/actions.ts'
import { isEnabled, labelOf, runAction } from '../actions/run.ts'
import { rank } from '../lib/fuzzy.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Keys } from '../ui/Keys.tsx'
import { SearchField } from '../ui/SearchField.tsx'

const hidden: ReadonlySet<ActionId> = new Set(['palette', 'escape'])

/** Everything that can be done now, found by a few letters. */
export function Palette() {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const [usable] = useState(() => actionIds.filter(id => !hidden.has(id) && isEnabled(id)))
  const found = rank(query, usable, id => `${labelOf(id)} ${menuNames[actionRows[id].menu]}`)
  const close = () => openDialog(null)
  const run = (id: ActionId | undefined) => {
    if (!id) return
    close()
    setTimeout(() => runAction(id))
  }
  const go = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length)
    setAt(next)
    document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Enter') run(found[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={t.palette.title} hideTitle className="palette" onClose={close}>
      <SearchField
        label={t.palette.search}
        value={query}
        autoFocus
        onChange={text => {
          setQuery(text)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" aria-label={t.palette.title}>
        {found.map((id, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the focus and the keys
          <div
            key={id}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="menu-item"
            onMouseMove={() => setAt(index)}
            onClick={() => run(id)}
          >
            <span>{labelOf(id)}</span>
            <small>{menuNames[actionRows[id].menu]}</small>
            {actionRows[id].keys[0] && <Keys keys={actionRows[id].keys[0]} />}
          </div>
        ))}
      </div>
      {!found.length && <p className="palette-none">{t.palette.none}</p>}
      <div className="visually-hidden" role="status">
        {found[at] && labelOf(found[at])}
      </div>
    </Dialog>
  )
}
