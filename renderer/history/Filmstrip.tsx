import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef } from 'react'
import type { PictureCard } from '#shared/studio/pictures.ts'
import { choose, selectAt, selectedIndex } from '../actions/selection.ts'
import { gridMove } from '../lib/grid-keys.ts'
import { cache, useLibrary } from '../stores/library.ts'
import { orderOf } from '../stores/meaning.ts'
import { openPicture, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { PictureMenu } from '../ui/PictureMenu.tsx'
import { isNarrowed, StripFilter } from './StripFilter.tsx'
import { Tile } from './Tile.tsx'
import { useRows } from './use-rows.ts'

const side = 72
const gap = 6

/** Every picture, newest first, in one line under the stage. */
export function Filmstrip() {
  const scroller = useRef<HTMLDivElement>(null)
  const total = useLibrary(state => state.total)
  const groups = useLibrary(({ filter }) => orderOf(filter.query) === 'groups')
  const narrowed = useLibrary(({ filter }) => isNarrowed(filter))
  useLibrary(state => state.version)
  const selected = useView(view => view.selected)
  const at = selectedIndex()
  const virtual = useVirtualizer({
    horizontal: true,
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => side + gap,
    overscan: 6,
    useFlushSync: false,
    paddingStart: 12,
    paddingEnd: 12,
  })
  const items = virtual.getVirtualItems()
  useRows(items[0]?.index ?? 0, (items.at(-1)?.index ?? 20) + 1, virtual.isScrolling)

  useEffect(() => {
    if (selected && cache.at(at)?.id === selected) virtual.scrollToIndex(at, { align: 'auto' })
  }, [selected, at, virtual])

  const onPick = useCallback((card: PictureCard, index: number, event: React.MouseEvent) => {
    const keys = { ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey }
    // While two are compared, a click brings another one beside the first.
    if (useView.getState().show === 'compare' && !keys.ctrl && !keys.shift) return setView({ other: card.id })
    choose(card.id, index, keys)
    setView({ show: 'picture' })
  }, [])
  const onOpen = useCallback((card: PictureCard, index: number) => openPicture(card.id, index), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return
    const to = gridMove(event.key, at, total, 1, 8)
    if (to === null) return
    event.preventDefault()
    selectAt(to)
    setView({ show: 'picture' })
    virtual.scrollToIndex(to)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`#tile-${to}`)?.focus())
  }
  if (!total && !narrowed) return null
  return (
    <div className="strip-frame">
      {narrowed && <StripFilter />}
      <PictureMenu>
        <div
          ref={scroller}
          className="strip"
          role="listbox"
          aria-label={t.history.strip(total, groups)}
          aria-orientation="horizontal"
          aria-multiselectable
          onKeyDown={onKeyDown}
          onWheel={event => {
            if (event.deltaX === 0) scroller.current?.scrollBy({ left: event.deltaY })
          }}
        >
          <div className="strip-inner" style={{ width: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => (
              <Tile
                key={index}
                card={cache.at(index)}
                index={index}
                pixels={256}
                side={side}
                x={start}
                y={0}
                current={index === at}
                onPick={onPick}
                onOpen={onOpen}
              />
            ))}
          </div>
        </div>
      </PictureMenu>
    </div>
  )
}
