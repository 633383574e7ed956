import { Folder, Unplug, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toWire } from '#shared/errors.ts'
import type { LoraFolder } from '#shared/studio/loras.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { loadLoras } from '../stores/loras.ts'
import { explain, toast } from '../stores/toasts.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { AskFolder } from './AskFolder.tsx'
import { Setting } from './Setting.tsx'

const words = t.loras.folders

/** Where LoRAs are looked for: folders of one's own, such as A1111's, to be added and taken away, then the studio's. */
export function LoraFolders() {
  const [folders, setFolders] = useState<LoraFolder[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const model = useModel()
  useEffect(() => {
    call('loras.folders', undefined).then(setFolders, explain)
  }, [])
  const look = async (folder: string, on: boolean) => {
    setProblem(null)
    try {
      setFolders(await call('loras.lookIn', { folder, on }))
      if (!on) toast(words.removed)
      if (model) void loadLoras(model.id)
      return true
    } catch (error) {
      setProblem(sentenceOf(toWire(error)))
      return false
    }
  }
  return (
    <Setting label={words.title} help={words.help} stacked>
      <ul className="watched-folders" aria-label={words.title}>
        {folders.map(one => (
          <li key={one.folder}>
            {one.problem ? <Unplug size={16} aria-hidden /> : <Folder size={16} aria-hidden />}
            <div>
              <small>
                {words.count(one.loras)}
                {!one.chosen && ` · ${words.own}`}
              </small>
              <code>{one.folder}</code>
              {one.problem && <p className="problem">{one.problem}</p>}
            </div>
            {one.chosen && (
              <IconButton
                icon={X}
                label={words.remove(one.folder)}
                onClick={() => void look(one.folder, false)}
              />
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <AskFolder words={words} take={folder => look(folder, true)} />
    </Setting>
  )
}
