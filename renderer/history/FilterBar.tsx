import { ArrowDownUp, Trash2, X } from 'lucide-react'
import { type PictureSort, pictureSorts } from '#shared/studio/pictures.ts'
import { purge } from '../actions/bin.ts'
import { setFilter, setSort, useLibrary } from '../stores/library.ts'
import { orderOf } from '../stores/meaning.ts'
import { useModels } from '../stores/models.ts'
import { explain } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { layoutOptions } from './layouts.tsx'
import { QueryBox } from './QueryBox.tsx'

type Which = 'all' | 'starred' | 'trash'
const which = (['all', 'starred', 'trash'] as const).map(value => ({ value, label: t.history.which[value] }))

export function FilterBar() {
  const { filter, total } = useLibrary()
  const models = useModels(state => state.models)
  const tile = useView(view => view.tile)
  const layout = useView(view => view.layout)
  const { sort, reversed } = useLibrary()
  const now: Which = filter.trashed ? 'trash' : filter.starred ? 'starred' : 'all'

  // The order is then in the question.
  const order = orderOf(filter.query)

  const show = (next: Which) => {
    const { starred: _s, trashed: _t, ...rest } = filter
    setFilter({ ...rest, trashed: next === 'trash', ...(next === 'starred' && { starred: true }) })
    setView({ chosen: new Set() })
  }
  const leaveTag = () => {
    const { tag: _, ...rest } = filter
    setFilter(rest)
  }
  const byModel = (id: string) => {
    const { model: _, ...rest } = filter
    setFilter({ ...rest, ...(id && { model: id }) })
  }
  return (
    <div className="filter-bar">
      <Segmented label={t.history.title} value={now} options={which} onChange={show} />
      <QueryBox />
      {models.length > 1 && (
        <Select
          label={t.model.label}
          value={filter.model ?? ''}
          options={[
            { value: '', label: t.history.everyModel },
            ...models.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={byModel}
        />
      )}
      <Select
        label={t.history.sort}
        value={order ?? sort}
        options={
          order
            ? [{ value: order, label: order === 'match' ? t.history.sorts.match : t.meaning.largestGroups }]
            : pictureSorts.map(value => ({ value, label: t.history.sorts[value] }))
        }
        onChange={value => order ?? setSort(value as PictureSort)}
      />
      <IconButton
        icon={ArrowDownUp}
        label={t.layouts.turn}
        on={reversed && !order}
        disabled={order !== null}
        onClick={() => setSort(sort, !reversed)}
      />
      {filter.tag && (
        <button type="button" className="chip" aria-label={t.history.leaveTag(filter.tag)} onClick={leaveTag}>
          {filter.tag}
          <X size={12} aria-hidden />
        </button>
      )}
      <span className="filter-count">{t.history.count(total, order === 'groups')}</span>
      {now === 'trash' && total > 0 && (
        <ConfirmButton
          icon={Trash2}
          text={t.history.emptyTrash}
          confirm={t.history.emptyTrashSure(total)}
          onConfirm={() => void purge().catch(explain)}
        />
      )}
      {layout === 'grid' && (
        <Slider
          className="tile-size"
          label={t.history.tileSize}
          min={96}
          max={384}
          step={8}
          value={tile}
          onChange={value => setView({ tile: value })}
        />
      )}
      <Segmented
        className="icons"
        label={t.layouts.label}
        value={layout}
        options={layoutOptions}
        onChange={layout => setView({ layout })}
      />
    </div>
  )
}
