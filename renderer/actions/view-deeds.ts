import { nextStop } from '../lib/zoom.ts'
import { useDetails } from '../stores/details.ts'
import { layHeat, setHeat, useHeat } from '../stores/heat.ts'
import { cache } from '../stores/library.ts'
import { putAway, useLive } from '../stores/live.ts'
import { changeSettings } from '../stores/settings.ts'
import { currentScale, zoomBy } from '../stores/stage-frame.ts'
import { type Layout, layouts, openDialog, type Page, type Side, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { selectAll, selectedIndex } from './selection.ts'
import type { Deeds } from './types.ts'

const side = (which: Side) => () => setView(({ side }) => ({ side: side === which ? null : which }))
const turn = (which: Page) => ({
  run: () => setView(({ page }) => ({ page: page === which ? 'stage' : which })),
})
const stage = (): boolean => useView.getState().page === 'stage'
const onStage = <R>(run: () => R) => ({ run, enabled: stage })

function compare(): void {
  const { show, selected, chosen } = useView.getState()
  if (show === 'compare') {
    setView({ show: 'picture' })
    return
  }
  const [a, b] = [...chosen]
  const known = useDetails.getState().known[selected ?? '']
  const original = known && known !== 'missing' ? known.upscaled?.from : undefined
  const other = b
    ? a === selected
      ? b
      : a
    : (original ?? (cache.at(selectedIndex() + 1) ?? cache.at(selectedIndex() - 1))?.id)
  if (selected && other) setView({ page: 'stage', show: 'compare', other })
}

/** The way to show the history after the one that is on. */
const nextLayout = (): Layout => {
  const { layout } = useView.getState()
  return layouts[(layouts.indexOf(layout) + 1) % layouts.length]!
}

/** One step back: a draft, the selection, the comparison, the picture, the search. */
function back(): void {
  const { show, chosen, page, selected, side } = useView.getState()
  if (useLive.getState().phase === 'shown') putAway()
  else if (chosen.size > 1) setView({ chosen: new Set(selected ? [selected] : []) })
  else if (show === 'compare') setView({ show: 'picture' })
  else if (page !== 'stage') setView({ page: 'stage' })
  else if (show === 'picture') setView({ show: 'live' })
  else if (side) setView({ side: null })
}

export const viewDeeds: Deeds<
  | 'settings'
  | 'library.import'
  | 'library.export'
  | 'library.verify'
  | 'history.selectAll'
  | 'history.search'
  | 'history.layout'
  | 'palette'
  | 'view.stage'
  | 'view.grid'
  | 'view.grids'
  | 'view.canvas'
  | 'view.map'
  | 'view.lineage'
  | 'view.models'
  | 'view.compare'
  | 'view.heat'
  | 'panel.prompt'
  | 'panel.info'
  | 'panel.dice'
  | 'panel.knobs'
  | 'panel.time'
  | 'panel.queue'
  | 'panel.strip'
  | 'zoom.fit'
  | 'zoom.actual'
  | 'zoom.double'
  | 'zoom.pixels'
  | 'zoom.toggle'
  | 'zoom.in'
  | 'zoom.out'
  | 'theme.toggle'
  | 'escape'
  | 'guide'
  | 'help'
  | 'about'
> = {
  settings: { run: () => openDialog('settings') },
  'library.import': { run: () => openDialog('import') },
  'library.verify': { run: () => openDialog('verify') },
  'library.export': { run: () => openDialog('export') },
  'history.selectAll': { run: selectAll, enabled: () => useView.getState().page === 'grid' },
  'history.search': {
    run: () => {
      setView({ page: 'grid' })
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#history-search')?.focus())
    },
  },
  'history.layout': {
    run: () => setView({ page: 'grid', layout: nextLayout() }),
    label: () => t.layouts.showAs(t.layouts.names[nextLayout()]),
  },
  palette: { run: () => openDialog('palette') },
  'view.stage': { run: () => setView({ page: 'stage' }) },
  'view.grid': turn('grid'),
  'view.grids': turn('grids'),
  'view.canvas': turn('canvas'),
  'view.map': turn('map'),
  'view.lineage': turn('lineage'),
  'view.models': turn('models'),
  'view.compare': { run: compare, enabled: () => useView.getState().selected !== null },
  'view.heat': {
    run: () => (useHeat.getState().on && stage() ? setHeat({ on: false }) : layHeat()),
    enabled: () => useView.getState().selected !== null && useView.getState().page !== 'canvas',
  },
  'panel.prompt': { run: () => setView(({ prompt }) => ({ prompt: !prompt })) },
  'panel.info': { run: side('info') },
  'panel.dice': { run: side('dice') },
  'panel.knobs': { run: side('knobs') },
  'panel.time': { run: () => setView(({ time }) => ({ page: 'stage', time: !time })) },
  'panel.queue': { run: side('queue') },
  'panel.strip': { run: () => setView(({ strip }) => ({ strip: !strip })) },
  'zoom.fit': onStage(() => zoomBy('fit')),
  'zoom.actual': onStage(() => zoomBy(1)),
  'zoom.double': onStage(() => zoomBy(2)),
  'zoom.pixels': onStage(() => zoomBy(8)),
  'zoom.toggle': onStage(() => zoomBy(useView.getState().zoom.fit ? 1 : 'fit')),
  'zoom.in': onStage(() => zoomBy(nextStop(currentScale(), 1))),
  'zoom.out': onStage(() => zoomBy(nextStop(currentScale(), -1))),
  'theme.toggle': {
    run: () =>
      changeSettings({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' }),
  },
  escape: { run: back },
  guide: { run: () => openDialog('guide') },
  help: { run: () => openDialog('help') },
  about: { run: () => openDialog('about') },
}
