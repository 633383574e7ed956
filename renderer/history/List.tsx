import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { cache, useLibrary } from '../stores/library.ts'
import { useModels } from '../stores/models.ts'
import { t } from '../strings.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { listSizes } from './columns.tsx'
import { ListHead } from './ListHead.tsx'
import { ListRow } from './ListRow.tsx'
import { useFast } from './use-fast.ts'
import { usePicking } from './use-picking.ts'
import { useRows } from './use-rows.ts'
import { useTop } from './use-top.ts'

const height = 44
const headHeight = 32

/** Every picture in a line with what it was drawn with; only those in sight exist. */
export function List() {
  const scroller = useRef<HTMLDivElement>(null)
  const total = useLibrary(state => state.total)
  useLibrary(state => state.version)
  // Models tell their names.
  useModels(state => state.models)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    useFlushSync: false,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // So that the last one is not below what can be done with it.
    paddingEnd: 72,
  })
  const { at, onPick, onOpen, onKeyDown } = usePicking({
    columns: 1,
    page: 10,
    reveal: to => {
      virtual.scrollToIndex(to)
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`#tile-${to}`)?.focus())
    },
  })
  const fast = useFast(scroller)
  useTop(scroller)
  const rows = virtual.getVirtualItems()
  useRows(rows[0]?.index ?? 0, (rows.at(-1)?.index ?? 30) + 1, fast)
  useEffect(() => {
    if (at > 0) virtual.scrollToIndex(at, { align: 'center' })
  }, [])
  return (
    <PictureMenu>
      <div ref={scroller} className="list" style={listSizes as React.CSSProperties}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen from
          role="grid"
          aria-label={t.layouts.list(total)}
          aria-rowcount={total + 1}
          aria-multiselectable
          onKeyDown={event => {
            // The heads of the columns have keys of their own.
            if (!(event.target as Element).closest('.list-head')) onKeyDown(event)
          }}
        >
          <ListHead />
          <tbody className="list-inner" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, start }) => (
              <ListRow
                key={index}
                card={cache.at(index)}
                index={index}
                y={start - headHeight}
                current={index === at}
                onPick={onPick}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </PictureMenu>
  )
}
