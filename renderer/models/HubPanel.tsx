import { Search, X } from 'lucide-react'
import { openHub, searchHub, setHub, useHub } from '../stores/hub.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { HubAccount } from './HubAccount.tsx'
import { HubHits } from './HubHits.tsx'
import { HubRepositoryView } from './HubRepositoryView.tsx'

const words = t.models.hub

/** The hub beside the models: search, what a repository is before anything is fetched, and the download. */
export function HubPanel() {
  const { text, looking, error } = useHub()
  return (
    <aside className="hub-panel" aria-label={words.title}>
      <header className="side-head">
        <h2>{words.title}</h2>
        <IconButton icon={X} label={words.close} onClick={() => openHub(false)} />
      </header>
      <form
        className="hub-search"
        onSubmit={event => {
          event.preventDefault()
          searchHub()
        }}
      >
        <SearchField label={words.search} value={text} onChange={value => setHub({ text: value })} />
        <Button type="submit" icon={Search} aria-label={t.models.hub.search} disabled={!text.trim()} />
      </form>
      <div className="hub-scroll">
        {error && (
          <p className="problem" role="alert">
            <span>{error}</span>
          </p>
        )}
        {looking ? <HubRepositoryView id={looking} /> : <HubHits />}
      </div>
      <HubAccount />
    </aside>
  )
}
