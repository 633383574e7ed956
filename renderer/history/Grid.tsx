import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useLibrary } from '../stores/library.ts'
import { orderOf } from '../stores/meaning.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { useSize } from '../ui/use-size.ts'
import { GridRow } from './GridRow.tsx'
import { useFast } from './use-fast.ts'
import { usePicking } from './use-picking.ts'
import { useRows } from './use-rows.ts'
import { useTop } from './use-top.ts'

const gap = 8
const edge = 16

/** Every picture in rows; only those in sight exist. */
export function Grid() {
  const scroller = useRef<HTMLDivElement>(null)
  const total = useLibrary(state => state.total)
  const groups = useLibrary(({ filter }) => orderOf(filter.query) === 'groups')
  const version = useLibrary(state => state.version)
  const wanted = useView(view => view.tile)
  const room = useSize(scroller)
  const columns = Math.max(2, Math.floor((room.width - 2 * edge + gap) / (wanted + gap)))
  const tile = Math.floor((room.width - 2 * edge - gap * (columns - 1)) / columns)
  const virtual = useVirtualizer({
    count: room.width ? Math.ceil(total / columns) : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => tile + gap,
    overscan: 2,
    useFlushSync: false,
    paddingStart: 4,
    paddingEnd: edge,
  })
  const { at, onPick, onOpen, onKeyDown } = usePicking({
    columns,
    reveal: to => {
      virtual.scrollToIndex(Math.floor(to / columns))
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`#tile-${to}`)?.focus())
    },
  })
  const fast = useFast(scroller)
  useTop(scroller)
  const rows = virtual.getVirtualItems()
  useRows((rows[0]?.index ?? 0) * columns, ((rows.at(-1)?.index ?? 5) + 1) * columns, fast)
  useEffect(() => virtual.measure(), [tile, virtual])
  useEffect(() => {
    if (room.width && at > columns) virtual.scrollToIndex(Math.floor(at / columns), { align: 'center' })
  }, [room.width > 0])

  return (
    <PictureMenu>
      <div
        ref={scroller}
        className="grid"
        role="listbox"
        aria-label={t.history.grid(total, groups)}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div className="grid-inner" style={{ height: virtual.getTotalSize() }}>
          {rows.map(row => {
            const first = row.index * columns
            return (
              <GridRow
                key={row.index}
                first={first}
                count={Math.min(columns, total - first)}
                y={row.start}
                side={tile}
                gap={gap}
                edge={edge}
                pixels={wanted > 220 ? 512 : 256}
                at={at >= first && at < first + columns ? at : -1}
                version={version}
                fast={fast}
                onPick={onPick}
                onOpen={onOpen}
              />
            )
          })}
        </div>
      </div>
    </PictureMenu>
  )
}
