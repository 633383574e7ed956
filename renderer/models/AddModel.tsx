import { useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import { call } from '../api.ts'
import { PathField } from '../exchange/PathField.tsx'
import { useWork } from '../exchange/use-work.ts'
import { WorkFoot } from '../exchange/WorkFoot.tsx'
import { lookThrough } from '../stores/model-shelf.ts'
import { loadModels, modelById } from '../stores/models.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Segmented } from '../ui/Segmented.tsx'

const words = t.models.add
const hows = (['link', 'copy', 'watch'] as const).map(value => ({ value, label: words.hows[value] }))

/** A model that is on this machine: where it lies, copied, or all of a folder. */
export function AddModel({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState('')
  const [how, setHow] = useState<'link' | 'copy' | 'watch'>('link')
  const { doing, error, begin, stop } = useWork<string>()
  const add = async () => {
    let said: string | null = null
    await begin(async ({ signal, onEvent }) => {
      if (how === 'watch') {
        await lookThrough(folder.trim(), true)
        said = words.watching(folder.trim())
      } else {
        const { id } = await call(
          'models.add',
          { folder: folder.trim(), how },
          { signal, onEvent: event => onEvent({ ...event, msLeft: event.msLeft ?? 0 }) },
        )
        await loadModels()
        said = words.done(modelById(id)?.name ?? id)
      }
      return folder
    })
    if (said === null) return
    toast(said)
    onClose()
  }
  return (
    <Dialog title={words.title} className="exchange" onClose={onClose}>
      <div className="exchange-body">
        <p>{words.text}</p>
        <PathField label={words.folder} value={folder} onChange={setFolder} />
        <Segmented label={words.how} value={how} options={hows} onChange={setHow} />
        <p>{words.about[how]}</p>
        <WorkFoot
          label={words.begin[how]}
          {...{ doing, error }}
          disabled={!folder.trim()}
          progress={({ done, of }) => t.models.downloads.progress(bytes(done), bytes(of))}
          onBegin={() => void add()}
          onStop={stop}
        />
      </div>
    </Dialog>
  )
}
