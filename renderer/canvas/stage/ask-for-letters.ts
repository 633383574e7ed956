import type { Point } from '#shared/canvas/matrix.ts'
import { t } from '../../strings.ts'

/** A field over the stage at a point of the window; Enter takes what is written, Escape or leaving it empty nothing. */
export function askForLetters(host: HTMLElement, { x, y }: Point): Promise<string | null> {
  return new Promise(resolve => {
    const field = document.createElement('input')
    field.className = 'canvas-letters'
    field.setAttribute('aria-label', t.canvas.letters)
    field.style.translate = `${x}px ${y}px`
    let open = true
    const end = (text: string | null) => {
      if (!open) return
      open = false
      field.remove()
      resolve(text)
    }
    field.addEventListener('keydown', event => {
      event.stopPropagation()
      if (event.key === 'Enter') end(field.value)
      else if (event.key === 'Escape') end(null)
    })
    field.addEventListener('pointerdown', event => event.stopPropagation())
    field.addEventListener('blur', () => end(field.value))
    host.append(field)
    // The press that asked for it must not take the focus away again.
    setTimeout(() => field.focus())
  })
}
