import { Tooltip } from 'radix-ui'
import { Banner } from './feedback/Banner.tsx'
import { DropOverlay } from './feedback/DropOverlay.tsx'
import { LiveRegion } from './feedback/LiveRegion.tsx'
import { Toasts } from './feedback/Toasts.tsx'
import { Filmstrip } from './history/Filmstrip.tsx'
import { History } from './history/History.tsx'
import { InfoPanel } from './info/InfoPanel.tsx'
import { HelpSheet } from './palette/HelpSheet.tsx'
import { Palette } from './palette/Palette.tsx'
import { PromptPanel } from './prompt/PromptPanel.tsx'
import { SubjectBrowser } from './prompt/SubjectBrowser.tsx'
import { QueuePanel } from './queue/QueuePanel.tsx'
import { SettingsDialog } from './settings/SettingsDialog.tsx'
import { Stage } from './stage/Stage.tsx'
import { useView } from './stores/view.ts'
import { t } from './strings.ts'
import { TopBar } from './TopBar.tsx'
import { useTheme } from './theme.ts'

export function App() {
  useTheme()
  const page = useView(view => view.page)
  const prompt = useView(view => view.prompt)
  const strip = useView(view => view.strip)
  const side = useView(view => view.side)
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <div className="app" data-prompt={prompt} data-side={side !== null}>
        <TopBar />
        {prompt && <PromptPanel />}
        <main className="middle">
          <Banner />
          {page === 'grid' ? <History /> : <Stage />}
          {page === 'stage' && strip && <Filmstrip />}
        </main>
        {side && (
          <aside className="panel side-panel" aria-label={side === 'info' ? t.info.title : t.queue.title}>
            {side === 'info' ? <InfoPanel /> : <QueuePanel />}
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

function OpenDialog() {
  const dialog = useView(view => view.dialog)
  if (dialog === 'settings') return <SettingsDialog />
  if (dialog === 'about') return <SettingsDialog first="about" />
  if (dialog === 'help') return <HelpSheet />
  if (dialog === 'palette') return <Palette />
  if (dialog === 'subjects') return <SubjectBrowser />
  return null
}
