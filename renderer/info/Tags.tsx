import { X } from 'lucide-react'
import { useId, useState } from 'react'
import type { NameKind } from '#shared/studio/bulk.ts'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { putName } from '../actions/mark.ts'
import { withBoard } from '../lib/board-query.ts'
import { cleanName } from '../lib/marks.ts'
import { setFilter } from '../stores/library.ts'
import { useNames } from '../stores/names.ts'
import { explain } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'

const kinds = {
  tag: {
    title: t.info.tags,
    add: t.info.addTag,
    find: t.info.findTag,
    remove: t.info.removeTag,
    filter: (tag: string) => ({ tag }),
  },
  board: {
    title: t.boards.title,
    add: t.info.addBoard,
    find: t.info.findBoard,
    remove: t.boards.remove,
    filter: (board: string) => ({ query: withBoard('', board) }),
  },
} as const

/** A person's own words to find a picture by, or the boards that it is on; a click shows all that bear the same. */
export function Tags({ detail, kind }: { detail: PictureDetail; kind: NameKind }) {
  const words = kinds[kind]
  const had = kind === 'tag' ? detail.tags : detail.boards
  const known = useNames()[kind]
  const [text, setText] = useState('')
  const id = useId()
  const put = (name: string, on: boolean) => void putName([detail.id], kind, name, on).catch(explain)
  return (
    <div className="tags">
      <h3 id={`${id}-title`}>{words.title}</h3>
      <ul aria-labelledby={`${id}-title`}>
        {had.map(name => (
          <li key={name} className="chip">
            <button
              type="button"
              title={words.find(name)}
              onClick={() => {
                setFilter({ trashed: false, ...words.filter(name) })
                setView({ page: 'grid' })
              }}
            >
              {name}
            </button>
            <button type="button" aria-label={words.remove(name)} onClick={() => put(name, false)}>
              <X size={12} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={event => {
          event.preventDefault()
          const name = cleanName(text)
          if (name) put(name, true)
          setText('')
        }}
      >
        <input
          aria-label={words.add}
          placeholder={words.add}
          list={`${id}-known`}
          value={text}
          maxLength={64}
          autoComplete="off"
          onChange={event => setText(event.target.value)}
        />
        <datalist id={`${id}-known`}>
          {known
            .filter(({ name }) => !had.includes(name))
            .map(({ name }) => (
              <option key={name} value={name} />
            ))}
        </datalist>
      </form>
    </div>
  )
}
