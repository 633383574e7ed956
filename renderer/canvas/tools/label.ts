import { addItems } from '#shared/canvas/edits/items.ts'
import { label as record } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import type { Tool, ToolHost } from './tool.ts'

/** Letters: asks for them where the pen comes down. */
export function label(host: ToolHost): Tool {
  return {
    cursor: 'text',
    down(pen) {
      const layer = host.layer()
      if (!layer) return
      const { colour, size, opacity } = host.view()
      void host.ask(pen).then(text => {
        if (!text?.trim()) return
        const one = record.parse({
          kind: 'label',
          id: host.newId(),
          layer: layer.id,
          order: 0,
          x: pen.x,
          y: pen.y,
          text: text.slice(0, 1000),
          size: Math.max(12, size * 3),
          colour,
          opacity,
        })
        host.commit(t.canvas.deeds.label, addItems(host.drawing(), [one]))
      })
    },
  }
}
