import {
  Brush,
  Circle,
  Crop,
  Eraser,
  Hand,
  Lasso,
  type LucideIcon,
  MousePointer2,
  PaintBucket,
  Pentagon,
  Pipette,
  Slash,
  Square,
  Type,
} from 'lucide-react'
import { type ToolId, takeTool, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { toolKeys } from '../tools/tools.ts'
import { Colours } from './Colours.tsx'
import { Palette } from './Palette.tsx'

const groups: readonly (readonly ToolId[])[] = [
  ['brush', 'eraser', 'fill'],
  ['line', 'rectangle', 'ellipse', 'polygon', 'label'],
  ['lasso', 'move', 'box'],
  ['picker', 'hand'],
]
const icons: Record<ToolId, LucideIcon> = {
  brush: Brush,
  eraser: Eraser,
  line: Slash,
  rectangle: Square,
  ellipse: Circle,
  polygon: Pentagon,
  fill: PaintBucket,
  label: Type,
  picker: Pipette,
  lasso: Lasso,
  move: MousePointer2,
  box: Crop,
  hand: Hand,
}

/** Every tool, in groups, and the two colours. */
export function ToolBar() {
  const tool = useCanvasView(view => view.tool)
  return (
    <div
      className="canvas-tools"
      role="toolbar"
      aria-label={t.canvas.tools.title}
      aria-orientation="vertical"
    >
      {groups.map(group => (
        <div key={group[0]} className="canvas-tool-group">
          {group.map(id => (
            <IconButton
              key={id}
              icon={icons[id]}
              label={t.canvas.tools[id]}
              keys={toolKeys[id].toUpperCase()}
              side="right"
              on={tool === id}
              onClick={() => takeTool(id)}
            />
          ))}
        </div>
      ))}
      <Palette />
      <Colours />
    </div>
  )
}
