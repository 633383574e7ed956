import { Ellipsis, Pin } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { rename } from '../actions/mark.ts'
import { boardOf, withBoard } from '../lib/board-query.ts'
import { cleanName } from '../lib/marks.ts'
import { setQuery, useLibrary } from '../stores/library.ts'
import { useNames } from '../stores/names.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { layer } from '../ui/layer.ts'

/** The boards and how much is on each; a click shows one alone, and what can be done with it. */
export function BoardBar() {
  const query = useLibrary(state => state.filter.query) ?? ''
  const trashed = useLibrary(state => state.filter.trashed)
  const { board: boards } = useNames()
  const [renamed, setRenamed] = useState<string | null>(null)
  const shown = boardOf(query)
  if (trashed || !boards.length) return null
  return (
    <fieldset className="board-bar" aria-label={t.boards.title}>
      <Pin size={14} aria-hidden />
      {boards.map(({ name, count }) =>
        name === renamed ? (
          <NewName key={name} name={name} onEnd={() => setRenamed(null)} />
        ) : (
          <span key={name} className="board-chip" data-shown={name === shown}>
            <button
              type="button"
              aria-pressed={name === shown}
              onClick={() => setQuery(withBoard(query, name === shown ? null : name))}
            >
              <span>{name}</span>
              <small>
                {count.toLocaleString('en')}
                <span className="visually-hidden">{t.boards.counted(count)}</span>
              </small>
            </button>
            {name === shown && <BoardMenu name={name} onRename={() => setRenamed(name)} />}
          </span>
        ),
      )}
    </fieldset>
  )
}

const BoardMenu = ({ name, onRename }: { name: string; onRename: () => void }) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger className="board-more" aria-label={t.boards.menu(name)}>
      <Ellipsis size={14} aria-hidden />
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal container={layer()}>
      <DropdownMenu.Content
        className="menu"
        align="end"
        sideOffset={4}
        collisionPadding={8}
        aria-label={t.boards.menu(name)}
      >
        <DropdownMenu.Item className="menu-item" onSelect={onRename}>
          <span>{t.boards.rename}</span>
        </DropdownMenu.Item>
        <DropdownMenu.Item
          className="menu-item"
          onSelect={() => void rename('board', name, null).catch(explain)}
        >
          <span>{t.boards.delete}</span>
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)

/** Enter gives it, Esc leaves the old one. */
function NewName({ name, onEnd }: { name: string; onEnd: () => void }) {
  const [text, setText] = useState(name)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        const to = cleanName(text)
        if (to && to !== name) void rename('board', name, to).catch(explain)
        onEnd()
      }}
    >
      <input
        // The menu gives the focus back to its button, which is gone.
        ref={input => void setTimeout(() => input?.select())}
        aria-label={t.boards.newName(name)}
        value={text}
        maxLength={64}
        autoComplete="off"
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onEnd()
        }}
      />
    </form>
  )
}
