import { LayoutGrid, List as ListIcon, type LucideIcon, Map as MapIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { AtlasView } from '../atlas/AtlasView.tsx'
import { type Layout, layouts } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Grid } from './Grid.tsx'
import { List } from './List.tsx'

/** Ways to show the history, one row each. */
const ways: Record<Layout, { icon: LucideIcon; Shown: () => ReactNode }> = {
  grid: { icon: LayoutGrid, Shown: Grid },
  list: { icon: ListIcon, Shown: List },
  map: { icon: MapIcon, Shown: AtlasView },
}

export const shownAs = (layout: Layout) => ways[layout].Shown

export const layoutOptions = layouts.map(value => {
  const Icon = ways[value].icon
  return { value, label: t.layouts.names[value], show: <Icon size={15} aria-hidden /> }
})
