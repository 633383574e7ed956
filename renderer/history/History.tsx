import { Images, SearchX, Star, Trash2, TriangleAlert } from 'lucide-react'
import { sentenceOf } from '../errors.ts'
import { reloadLibrary, setFilter, useLibrary } from '../stores/library.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { BoardBar } from './BoardBar.tsx'
import { FilterBar } from './FilterBar.tsx'
import { shownAs } from './layouts.tsx'
import { QueryChips } from './QueryChips.tsx'
import { SelectionBar } from './SelectionBar.tsx'

export function History() {
  const { total, state, error, filter } = useLibrary()
  const Shown = shownAs(useView(view => view.layout))
  return (
    <section className="history" aria-label={t.history.title}>
      <FilterBar />
      <BoardBar />
      <QueryChips />
      {state === 'failed' ? (
        <Notice
          icon={TriangleAlert}
          tone="error"
          title={t.history.failed}
          text={error ? sentenceOf(error) : undefined}
        >
          <Button onClick={reloadLibrary}>{t.retry}</Button>
        </Notice>
      ) : total || state === 'loading' ? (
        <Shown />
      ) : (
        <Empty
          filtered={Boolean(filter.query || filter.text || filter.model || filter.tag || filter.board)}
          starred={filter.starred}
          trashed={filter.trashed}
        />
      )}
      <SelectionBar />
    </section>
  )
}

type EmptyProps = { filtered: boolean; starred: boolean | undefined; trashed: boolean | undefined }

function Empty({ filtered, starred, trashed }: EmptyProps) {
  if (filtered)
    return (
      <Notice icon={SearchX} title={t.history.noneFound}>
        <Button onClick={() => setFilter({ trashed: false })}>{t.history.showAll}</Button>
      </Notice>
    )
  if (trashed) return <Notice icon={Trash2} title={t.history.trashEmpty} text={t.history.trashText} />
  if (starred) return <Notice icon={Star} title={t.history.noStars} text={t.history.noStarsText} />
  return (
    <Notice icon={Images} title={t.history.empty} text={t.history.emptyText}>
      <Button look="accent" onClick={() => setView({ page: 'stage', show: 'live' })}>
        {t.history.begin}
      </Button>
    </Notice>
  )
}
