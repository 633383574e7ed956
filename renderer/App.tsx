import { Tooltip } from 'radix-ui'
import { lazy, type ReactNode, Suspense } from 'react'
import { BestDialog } from './best/BestDialog.tsx'
import { CanvasPage } from './canvas/CanvasPage.tsx'
import { DicePanel } from './dice/DicePanel.tsx'
import { ExportDialog } from './exchange/ExportDialog.tsx'
import { ImportDialog } from './exchange/ImportDialog.tsx'
import { VerifyDialog } from './exchange/VerifyDialog.tsx'
import { Banner } from './feedback/Banner.tsx'
import { BulkWorks } from './feedback/BulkWorks.tsx'
import { DropOverlay } from './feedback/DropOverlay.tsx'
import { LiveRegion } from './feedback/LiveRegion.tsx'
import { Toasts } from './feedback/Toasts.tsx'
import { GridDialog } from './grids/GridDialog.tsx'
import { GridsPage } from './grids/GridsPage.tsx'
import { Filmstrip } from './history/Filmstrip.tsx'
import { History } from './history/History.tsx'
import { NamesDialog } from './history/NamesDialog.tsx'
import { PurgeDialog } from './history/PurgeDialog.tsx'
import { InfoPanel } from './info/InfoPanel.tsx'
import { KnobsPanel } from './knobs/KnobsPanel.tsx'
import { LineagePage } from './lineage/LineagePage.tsx'
import { MapPage } from './map/MapPage.tsx'
import { ModelsPage } from './models/ModelsPage.tsx'
import { HelpSheet } from './palette/HelpSheet.tsx'
import { Palette } from './palette/Palette.tsx'
import { PromptPanel } from './prompt/PromptPanel.tsx'
import { SubjectBrowser } from './prompt/SubjectBrowser.tsx'
import { QueuePanel } from './queue/QueuePanel.tsx'
import { SettingsDialog } from './settings/SettingsDialog.tsx'
import { Stage } from './stage/Stage.tsx'
import { type Page as PageName, type Side, useView } from './stores/view.ts'
import { t } from './strings.ts'
import { TopBar } from './TopBar.tsx'
import { useTheme } from './theme.ts'
import { Timeline } from './time/Timeline.tsx'
import { UpscaleDialog } from './upscale/UpscaleDialog.tsx'
import { WalkDialog } from './walk/WalkDialog.tsx'

/** Its pages come when it is opened. */
const GuideDialog = lazy(() => import('./guide/GuideDialog.tsx'))

export function App() {
  useTheme()
  const page = useView(view => view.page)
  const prompt = useView(view => view.prompt)
  const strip = useView(view => view.strip)
  const side = useView(view => view.side)
  const time = useView(view => view.time)
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <div className="app" data-prompt={prompt} data-side={side !== null}>
        <TopBar />
        {prompt && <PromptPanel />}
        <main className="middle">
          <Banner />
          <BulkWorks />
          <Page />
          {page === 'stage' && time && <Timeline />}
          {page === 'stage' && strip && <Filmstrip />}
        </main>
        {side && (
          <aside className="panel side-panel" data-side={side} aria-label={sidePanels[side].title}>
            <SidePanel side={side} />
          </aside>
        )}
      </div>
      <section id="layer" aria-label={t.layer} />
      <OpenDialog />
      <Toasts />
      <DropOverlay />
      <LiveRegion />
    </Tooltip.Provider>
  )
}

const sidePanels: Record<Side, { title: string; Panel: () => ReactNode }> = {
  info: { title: t.info.title, Panel: InfoPanel },
  queue: { title: t.queue.title, Panel: QueuePanel },
  dice: { title: t.diceParts.title, Panel: DicePanel },
  knobs: { title: t.steering.title, Panel: KnobsPanel },
}

function SidePanel({ side }: { side: Side }) {
  const { Panel } = sidePanels[side]
  return <Panel />
}

const pagesByName: Record<PageName, () => ReactNode> = {
  stage: Stage,
  canvas: CanvasPage,
  grid: History,
  grids: GridsPage,
  map: MapPage,
  lineage: LineagePage,
  models: ModelsPage,
}

function Page() {
  const Shown = pagesByName[useView(view => view.page)]
  return <Shown />
}

function OpenDialog() {
  const dialog = useView(view => view.dialog)
  if (dialog === 'settings') return <SettingsDialog />
  if (dialog === 'about') return <SettingsDialog first="about" />
  if (dialog === 'help') return <HelpSheet />
  if (dialog === 'guide')
    return (
      <Suspense fallback={null}>
        <GuideDialog />
      </Suspense>
    )
  if (dialog === 'palette') return <Palette />
  if (dialog === 'best') return <BestDialog />
  if (dialog === 'walk') return <WalkDialog />
  if (dialog === 'grid') return <GridDialog />
  if (dialog === 'upscale') return <UpscaleDialog />
  if (dialog === 'import') return <ImportDialog />
  if (dialog === 'export') return <ExportDialog />
  if (dialog === 'verify') return <VerifyDialog />
  if (dialog === 'tags') return <NamesDialog key="tag" kind="tag" />
  if (dialog === 'boards') return <NamesDialog key="board" kind="board" />
  if (dialog === 'purge') return <PurgeDialog />
  if (dialog === 'empty-trash') return <PurgeDialog all />
  if (dialog === 'subjects') return <SubjectBrowser />
  return null
}
