import { ImageDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bringKnobs } from '../actions/knobs.ts'
import { restoreFrom } from '../actions/open-file.ts'
import { placeFiles } from '../canvas/files/place-picture.ts'
import { isKnobFile } from '../lib/dropped.ts'
import { isOutgoing } from '../stage/drag-out.ts'
import { useCanvas } from '../stores/canvas.ts'
import { toast } from '../stores/toasts.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'

const hasFiles = (event: DragEvent) => !isOutgoing() && Boolean(event.dataTransfer?.types.includes('Files'))

/** The whole window takes a picture, or the files of knobs, dropped on it. */
export function DropOverlay() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const on = <K extends 'dragenter' | 'dragleave' | 'dragover' | 'drop'>(
      type: K,
      listener: (event: DragEvent) => void,
    ) => {
      const guarded = (event: DragEvent) => hasFiles(event) && listener(event)
      window.addEventListener(type, guarded)
      return () => window.removeEventListener(type, guarded)
    }
    const off = [
      on('dragenter', () => setOver(++depth > 0)),
      on('dragleave', () => setOver(--depth > 0)),
      on('dragover', event => event.preventDefault()),
      on('drop', event => {
        event.preventDefault()
        depth = 0
        setOver(false)
        const files = [...(event.dataTransfer?.files ?? [])]
        const knobs = files.filter(({ name }) => isKnobFile(name))
        if (knobs.length) return void bringKnobs(knobs)
        // On the canvas pictures are placed, elsewhere their settings are put on the desk.
        if (useView.getState().page === 'canvas' && useCanvas.getState().id !== null)
          return void placeFiles(files)
        const [file, ...more] = files
        if (file) void restoreFrom(file)
        if (more.length) toast(t.drop.onlyOne)
      }),
    ]
    return () => {
      for (const stop of off) stop()
    }
  }, [])
  if (!over) return null
  return (
    <section className="drop-overlay" aria-label={t.drop.title}>
      <div>
        <ImageDown size={40} strokeWidth={1.5} aria-hidden />
        <strong>{t.drop.title}</strong>
        <span>{t.drop.text}</span>
      </div>
    </section>
  )
}
