import { Download } from 'lucide-react'
import { useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import type { SavedWalk, WalkFormat } from '#shared/studio/drafts.ts'
import { saveFiles } from '../actions/save-files.ts'
import { call } from '../api.ts'
import { explain } from '../stores/toasts.ts'
import { isDrawn, runWalk, useWalk } from '../stores/walk.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { webmOf } from './webm.ts'

const formats: readonly WalkFormat[] = ['webp', 'apng', 'frames']

/** A copy where a person wants it. Of a folder of frames, every file. */
async function saveCopy({ format, name, files }: SavedWalk): Promise<void> {
  const names =
    format === 'frames'
      ? [
          ...Array.from({ length: files - 1 }, (_, i) => `frame-${String(i + 1).padStart(4, '0')}.png`),
          'walk.json',
        ]
      : ['']
  const all = await Promise.all(
    names.map(async file => ({
      name: file || name,
      bytes: (await call('walk.read', { name: file ? `${name}/${file}` : name })).bytes,
    })),
  )
  await saveFiles(all)
}

/** In which forms the walk can be kept, and where it was. */
export function WalkSave() {
  const drawn = useWalk(isDrawn)
  const busy = useWalk(walk => walk.busy)
  const saved = useWalk(walk => walk.saved)
  const [share, setShare] = useState<number | null>(null)
  const { walk } = t.diceParts
  const off = !drawn || busy !== null || share !== null
  const saveWebm = async () => {
    const { frames, perSecond, stops } = useWalk.getState()
    setShare(0)
    try {
      const options = { perSecond, signal: new AbortController().signal, onShare: setShare }
      const video = await webmOf(frames, options)
      await saveFiles([{ name: `walk ${stops.length} stops.webm`, bytes: video }])
    } finally {
      setShare(null)
    }
  }
  return (
    <div className="walk-save">
      <fieldset className="walk-formats">
        <legend className="visually-hidden">{walk.save}</legend>
        <span aria-hidden="true">{walk.save}</span>
        {formats.map(format => (
          <Button key={format} disabled={off} onClick={() => runWalk([format])}>
            {walk.formats[format]}
          </Button>
        ))}
        <Button disabled={off} onClick={() => saveWebm().catch(explain)}>
          {walk.formats.webm}
        </Button>
      </fieldset>
      {busy && busy !== 'drawing' && <Progress share={null} label={walk.saving(walk.formats[busy])} />}
      {share !== null && <Progress share={share} label={walk.encoding(t.diceParts.percent(share))} />}
      <ul className="walk-saved" aria-live="polite">
        {saved.map(one => (
          <li key={one.name}>
            <span>
              {one.format === 'frames'
                ? walk.savedFrames(one.name, one.files)
                : walk.saved(one.name, bytes(one.bytes))}
            </span>
            <Button icon={Download} look="quiet" onClick={() => saveCopy(one).catch(explain)}>
              {walk.elsewhere}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
