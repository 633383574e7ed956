import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type ActionId, actionRows } from '#shared/actions.ts'
import { runAction } from '../actions/run.ts'
import { currentScale } from '../stores/stage-frame.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Keys } from '../ui/Keys.tsx'
import { layer } from '../ui/layer.ts'

const rows: ActionId[] = ['zoom.fit', 'zoom.actual', 'zoom.double', 'zoom.pixels', 'zoom.in', 'zoom.out']

export function ZoomMenu() {
  const zoom = useView(view => view.zoom)
  const percent = t.stage.percent(Math.round((zoom.fit ? currentScale() : zoom.scale) * 100))
  const text = zoom.fit ? t.stage.fit : percent
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="select zoom-menu" aria-label={`${t.stage.zoom}: ${text}`}>
        {text}
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer()}>
        <DropdownMenu.Content
          className="menu"
          side="top"
          align="start"
          sideOffset={6}
          aria-label={t.stage.zoom}
        >
          {rows.map(id => (
            <DropdownMenu.Item key={id} className="menu-item" onSelect={() => runAction(id)}>
              <span>{actionRows[id].label}</span>
              <Keys keys={actionRows[id].keys[0]!} />
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
