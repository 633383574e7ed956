import {
  Columns2,
  Download,
  Expand,
  FolderInput,
  ImageUpscale,
  Pin,
  Route,
  ScanSearch,
  Tags,
  Trash2,
  Undo2,
  WandSparkles,
  X,
} from 'lucide-react'
import { useMemo } from 'react'
import { purge, restore } from '../actions/bin.ts'
import { isExternal } from '../actions/external.ts'
import { label, rate } from '../actions/mark.ts'
import { commonStars } from '../lib/marks.ts'
import { useLibrary } from '../stores/library.ts'
import { useMarks } from '../stores/marks.ts'
import { explain } from '../stores/toasts.ts'
import { openPicture, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { LabelPicker } from '../ui/LabelPicker.tsx'
import { Rating } from '../ui/Rating.tsx'

/** What can be done with the chosen pictures; what only some of them have shows as that. */
export function SelectionBar() {
  const chosen = useView(view => view.chosen)
  const trashed = useLibrary(state => state.filter.trashed)
  const ids = useMemo(() => [...chosen], [chosen])
  const marks = useMarks(ids)
  const colour = Object.keys(marks?.label ?? {}).find(name => marks?.label[name] === marks?.of) ?? ''
  const [first] = ids
  if (!first) return null
  return (
    <div className="selection-bar" role="toolbar" aria-label={t.history.selection}>
      <span>{t.history.chosen(ids.length)}</span>
      {trashed ? (
        <>
          <Button icon={Undo2} look="quiet" onClick={() => void restore(ids).catch(explain)}>
            {t.history.restore}
          </Button>
          <ConfirmButton
            icon={Trash2}
            text={t.history.purge}
            confirm={t.history.purgeSure(ids.length)}
            onConfirm={() => void purge(ids).catch(explain)}
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
          <Rating
            value={marks ? commonStars(marks) : 0}
            given={marks?.stars}
            onChange={next => void rate(ids, next).catch(explain)}
          />
          <LabelPicker
            value={colour}
            some={name => Boolean(marks?.label[name])}
            onChange={next => void label(ids, next).catch(explain)}
          />
          <ActionButton action="picture.tags" icon={Tags} side="top" />
          <ActionButton action="picture.boards" icon={Pin} side="top" />
          {ids.slice(0, 200).some(isExternal) && (
            <ActionButton action="picture.import" icon={FolderInput} side="top" />
          )}
          <ActionButton action="picture.upscale" icon={ImageUpscale} side="top" />
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
