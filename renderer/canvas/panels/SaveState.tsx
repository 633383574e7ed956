import { useSync } from '../../stores/canvas-sync.ts'
import { t } from '../../strings.ts'

/** Whether what is drawn is kept. */
export function SaveState() {
  const { state, error } = useSync()
  return (
    <span className="canvas-saved" role="status" data-state={state} title={error ?? undefined}>
      {t.canvas.file[state]}
      {error && `: ${error}`}
    </span>
  )
}
