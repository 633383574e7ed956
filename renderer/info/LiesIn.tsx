import { FolderSearch, Unplug } from 'lucide-react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { runAction } from '../actions/run.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

const words = t.folders

/** That a picture lies in a watched folder, and the way into the library; nothing for one of the library. */
export function LiesIn({ detail: { external, file } }: { detail: PictureDetail }) {
  if (!external) return null
  const Icon = external.missing ? Unplug : FolderSearch
  return (
    <div className="lies-in">
      <p>
        <Icon size={16} aria-hidden />
        {words.liesIn(external.folder)}
      </p>
      <code>{file}</code>
      {external.missing ? (
        <p className="problem">{words.away}</p>
      ) : (
        <>
          <p className="quiet-text">{words.readOnly}</p>
          <Button onClick={() => runAction('picture.import')}>{words.import}</Button>
        </>
      )}
    </div>
  )
}
