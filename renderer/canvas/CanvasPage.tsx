import { t } from '../strings.ts'

/** Where sketches and layouts are drawn. */
export function CanvasPage() {
  return <section className="canvas-page" aria-label={t.canvas.title} />
}
