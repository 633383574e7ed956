import { isTyping } from '../lib/keys.ts'
import { useCanvas } from '../stores/canvas.ts'
import { setCanvasView, type ToolId, takeTool, useCanvasView } from '../stores/canvas-view.ts'
import { zoomed } from './stage/viewport.ts'
import { toolKeys } from './tools/tools.ts'

const byKey = Object.fromEntries(Object.entries(toolKeys).map(([tool, key]) => [key, tool as ToolId]))

/** What else a key does while the canvas is shown. */
const deeds: Record<string, () => void> = {
  '[': () => setCanvasView(({ size }) => ({ size: Math.max(1, Math.round(size / 1.2)) })),
  ']': () =>
    setCanvasView(({ size }) => ({ size: Math.min(1000, Math.max(size + 1, Math.round(size * 1.2))) })),
  d: () => setCanvasView({ colour: '#1c1917', colourBehind: '#ffffff' }),
  x: () => setCanvasView(({ colour, colourBehind }) => ({ colour: colourBehind, colourBehind: colour })),
}

/** With Ctrl or Cmd. */
const viewDeeds: Record<string, () => void> = {
  '0': () => setCanvasView({ fitted: false }),
  '1': () => {
    const { width = 0, height = 0 } = document.querySelector('.canvas-stage')?.getBoundingClientRect() ?? {}
    const middle = { x: width / 2, y: height / 2 }
    setCanvasView(({ viewport }) => ({ viewport: zoomed(viewport, 1 / viewport.scale, middle) }))
  },
}

/** Letters take up tools before they mean anything else, as long as a drawing is open and nobody types. */
export function listenToToolKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { target } = event
    const modified = event.ctrlKey || event.metaKey || event.altKey
    if (event.defaultPrevented || isTyping(target) || useCanvas.getState().id === null) return
    if (document.querySelector('dialog[open], [role=menu]')) return
    const look = (event.ctrlKey || event.metaKey) && !event.altKey ? viewDeeds[event.key] : undefined
    if (look) look()
    else if (modified || event.shiftKey) return
    else if (byKey[event.key]) takeTool(byKey[event.key]!)
    else if (deeds[event.key]) deeds[event.key]!()
    else if (event.key === 'Escape' && useCanvasView.getState().selected.length)
      setCanvasView({ selected: [] })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => window.removeEventListener('keydown', onKey, { capture: true })
}
