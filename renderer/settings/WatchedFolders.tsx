import { FolderSearch, Unplug, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toWire } from '#shared/errors.ts'
import type { LookEvent, WatchedFolder } from '#shared/studio/folders.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { useLibrary } from '../stores/library.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { AskFolder } from './AskFolder.tsx'
import { Setting } from './Setting.tsx'

const words = t.folders

/** The folders that are watched beside the library: each with what it shows, to be added and taken away. */
export function WatchedFolders() {
  const [folders, setFolders] = useState<WatchedFolder[]>([])
  const [look, setLook] = useState<LookEvent | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // A disk comes or goes, or pictures come: the history hears of it.
  const version = useLibrary(state => state.version)
  useEffect(() => {
    call('folders.list', undefined).then(setFolders, explain)
  }, [version])
  const add = async (folder: string) => {
    setLook({ done: 0, of: 0, msLeft: 0 })
    setProblem(null)
    try {
      setFolders(await call('folders.add', { folder }, { onEvent: setLook }))
      return true
    } catch (error) {
      setProblem(sentenceOf(toWire(error)))
      return false
    } finally {
      setLook(null)
    }
  }
  const remove = async ({ folder, name }: WatchedFolder) => {
    setFolders(await call('folders.remove', { folder }))
    toast(words.removed(name))
  }
  return (
    <Setting label={words.title} help={words.help} stacked>
      {folders.length > 0 && (
        <ul className="watched-folders" aria-label={words.title}>
          {folders.map(one => (
            <li key={one.folder}>
              {one.problem ? <Unplug size={16} aria-hidden /> : <FolderSearch size={16} aria-hidden />}
              <div>
                <strong>{one.name}</strong>{' '}
                <small>
                  {words.pictures(one.pictures)}
                  {one.problem && ` · ${words.missing}`}
                </small>
                <code>{one.folder}</code>
                {one.problem && <p className="problem">{one.problem}</p>}
              </div>
              <IconButton
                icon={X}
                label={words.remove(one.name)}
                onClick={() => void remove(one).catch(explain)}
              />
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {look ? (
        <div className="folder">
          <Progress share={look.of ? look.done / look.of : null} label={words.looking} />
          <span className="quiet-text">{t.exchange.progress(look.done, look.of)}</span>
        </div>
      ) : (
        <AskFolder words={words} take={add} />
      )}
    </Setting>
  )
}
