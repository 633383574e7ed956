import { SearchX } from 'lucide-react'
import { useRef, useState } from 'react'
import { gridMove } from '../lib/grid-keys.ts'
import { groupsOf, searchSubjects, withSubject } from '../lib/subjects.ts'
import { setPrompt, useDesk } from '../stores/desk.ts'
import { useWords } from '../stores/use-model.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { SubjectTile } from './SubjectTile.tsx'

/** Everything that the model can draw, as it draws it. */
export function SubjectBrowser() {
  const words = useWords()
  const model = useDesk(desk => desk.model)
  const [query, setQuery] = useState('')
  const [group, setGroup] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const grid = useRef<HTMLUListElement>(null)
  const close = () => openDialog(null)
  if (!words || !model) return null
  const { subjects } = words.vocabulary
  const found = searchSubjects(subjects, query).filter(subject => !group || subject.group === group)
  const use = (word: string) => {
    setPrompt(withSubject(useDesk.getState().prompt, word, subjects))
    close()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const tiles = grid.current?.querySelectorAll<HTMLElement>('button')
    if (!tiles?.length) return
    const columns = getComputedStyle(grid.current!).gridTemplateColumns.split(' ').length
    const to = gridMove(event.key, at, found.length, columns)
    if (to === null) return
    event.preventDefault()
    setAt(to)
    tiles[to]?.focus()
  }
  const chip = (name: string | null, label: string) => (
    <button
      key={label}
      type="button"
      className="chip"
      aria-pressed={group === name}
      onClick={() => setGroup(name)}
    >
      {label}
    </button>
  )
  return (
    <Dialog title={t.subjects.title} className="wide" onClose={close}>
      <div className="subjects-bar">
        <SearchField label={t.subjects.search} value={query} onChange={setQuery} autoFocus />
        <fieldset className="chips">
          <legend className="visually-hidden">{t.subjects.groups}</legend>
          {chip(null, t.subjects.all)}
          {groupsOf(subjects).map(name => chip(name, name))}
        </fieldset>
      </div>
      {found.length ? (
        <ul ref={grid} className="subjects" onKeyDown={onKeyDown} aria-label={t.subjects.title}>
          {found.map(({ word }, index) => (
            <SubjectTile
              key={word}
              model={model}
              word={word}
              tabIndex={index === Math.min(at, found.length - 1) ? 0 : -1}
              onFocus={() => setAt(index)}
              onUse={() => use(word)}
            />
          ))}
        </ul>
      ) : (
        <Notice icon={SearchX} title={t.subjects.none} text={t.subjects.noneText} />
      )}
    </Dialog>
  )
}
