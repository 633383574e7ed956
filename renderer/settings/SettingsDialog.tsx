import { useState } from 'react'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { AboutPage } from './AboutPage.tsx'
import { DevicePage } from './DevicePage.tsx'
import { DrawingPage } from './DrawingPage.tsx'
import { LibraryPage } from './LibraryPage.tsx'
import { LookPage } from './LookPage.tsx'
import { MemoryPage } from './MemoryPage.tsx'

const pages = {
  look: LookPage,
  device: DevicePage,
  library: LibraryPage,
  drawing: DrawingPage,
  memory: MemoryPage,
  about: AboutPage,
}
type PageId = keyof typeof pages
const ids = Object.keys(pages) as PageId[]

export function SettingsDialog({ first = 'look' }: { first?: PageId }) {
  const [page, setPage] = useState<PageId>(first)
  const Page = pages[page]
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const to = (ids.indexOf(page) + by + ids.length) % ids.length
    setPage(ids[to]!)
    event.currentTarget.querySelectorAll('button')[to]?.focus()
  }
  return (
    <Dialog title={t.settings.title} className="settings" onClose={() => openDialog(null)}>
      <div className="settings-body">
        <div
          role="tablist"
          aria-label={t.settings.title}
          aria-orientation="vertical"
          className="settings-nav"
          onKeyDown={onKeyDown}
        >
          {ids.map(id => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`settings-tab-${id}`}
              aria-selected={id === page}
              aria-controls="settings-page"
              tabIndex={id === page ? 0 : -1}
              data-focus={id === page || undefined}
              onClick={() => setPage(id)}
            >
              {t.settings.pages[id]}
            </button>
          ))}
        </div>
        <div
          key={page}
          role="tabpanel"
          id="settings-page"
          className="settings-page"
          aria-labelledby={`settings-tab-${page}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          tabIndex={0}
        >
          <Page />
        </div>
      </div>
    </Dialog>
  )
}
