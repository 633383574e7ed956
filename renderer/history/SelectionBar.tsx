import {
  Columns2,
  Download,
  Expand,
  FolderInput,
  Route,
  ScanSearch,
  Trash2,
  Undo2,
  WandSparkles,
  X,
} from 'lucide-react'
import { label, purge, rate, restore } from '../actions/pictures.ts'
import { cache, useLibrary } from '../stores/library.ts'
import { explain } from '../stores/toasts.ts'
import { openPicture, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { LabelPicker } from '../ui/LabelPicker.tsx'
import { Rating } from '../ui/Rating.tsx'

/** What can be done with the chosen pictures. */
export function SelectionBar() {
  const chosen = useView(view => view.chosen)
  const trashed = useLibrary(state => state.filter.trashed)
  useLibrary(state => state.version)
  const ids = [...chosen]
  const cards = ids.slice(0, 200).flatMap(id => cache.at(cache.find(card => card.id === id)) ?? [])
  const [one] = cards
  const stars = one && cards.every(card => card.stars === one.stars) ? one.stars : 0
  const common = one && cards.every(card => card.label === one.label) ? one.label : ''
  const [first] = ids
  if (!first) return null
  return (
    <div className="selection-bar" role="toolbar" aria-label={t.history.selection}>
      <span>{t.history.chosen(ids.length)}</span>
      {trashed ? (
        <>
          <Button icon={Undo2} look="quiet" onClick={() => restore(ids)}>
            {t.history.restore}
          </Button>
          <ConfirmButton
            icon={Trash2}
            text={t.history.purge}
            confirm={t.history.purgeSure(ids.length)}
            onConfirm={() => purge(ids)}
          />
        </>
      ) : (
        <>
          {ids.length === 1 && (
            <>
              <IconButton
                icon={Expand}
                label={t.history.open}
                keys="Enter"
                side="top"
                onClick={() => openPicture(first)}
              />
              <ActionButton action="recall.all" icon={WandSparkles} side="top" />
              <ActionButton action="view.alike" icon={ScanSearch} side="top" />
            </>
          )}
          {ids.length === 2 && <ActionButton action="view.compare" icon={Columns2} side="top" />}
          {ids.length > 1 && <ActionButton action="walk" icon={Route} side="top" />}
          <Rating value={stars} onChange={next => void rate(ids, next).catch(explain)} />
          <LabelPicker value={common} onChange={colour => void label(ids, colour).catch(explain)} />
          {cards.some(card => card.external) && (
            <ActionButton action="picture.import" icon={FolderInput} side="top" />
          )}
          <ActionButton action="library.export" icon={Download} side="top" />
          <ActionButton action="picture.trash" icon={Trash2} side="top" />
        </>
      )}
      <IconButton
        icon={X}
        label={t.history.unselect}
        keys="Escape"
        side="top"
        onClick={() => setView({ chosen: new Set(), selected: null })}
      />
    </div>
  )
}
