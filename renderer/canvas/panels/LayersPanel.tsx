import { Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useMemo, useState } from 'react'
import { type LayerRole, layerRoles, layersOf } from '#shared/canvas/records.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { layer as menuLayer } from '../../ui/layer.ts'
import { LayerCondition } from './LayerCondition.tsx'
import { LayerRow } from './LayerRow.tsx'
import { newLayer } from './layer-deeds.ts'
import { PagePanel } from './PagePanel.tsx'
import { roleIcons } from './role-icons.ts'

/** The layers from the top down, what the one in hand tells, and the page. */
export function LayersPanel() {
  const drawing = useCanvas(state => state.drawing)
  const active = useCanvasView(view => view.layer)
  const layers = useMemo(() => layersOf(drawing).toReversed(), [drawing])
  const chosen = layers.find(({ id }) => id === active)
  return (
    <aside className="canvas-side" aria-label={t.canvas.layers.title}>
      <div className="canvas-side-head">
        <h2>{t.canvas.layers.title}</h2>
        <AddLayer />
      </div>
      <ul className="canvas-layers" aria-label={t.canvas.layers.title}>
        {layers.map(layer => (
          <LayerRow key={layer.id} layer={layer} active={layer.id === active} />
        ))}
      </ul>
      {chosen && <LayerCondition key={chosen.id} layer={chosen} />}
      <PagePanel />
    </aside>
  )
}

const offered: readonly LayerRole[] = layerRoles.filter(role => role !== 'result')

function AddLayer() {
  const [open, setOpen] = useState(false)
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger
        className="icon-button"
        aria-label={t.canvas.layers.add}
        title={t.canvas.layers.add}
      >
        <Plus size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={menuLayer()}>
        <DropdownMenu.Content
          className="menu canvas-add"
          align="end"
          sideOffset={4}
          aria-label={t.canvas.layers.add}
        >
          {offered.map(role => {
            const Icon = roleIcons[role]
            return (
              <DropdownMenu.Item key={role} className="menu-item" onSelect={() => newLayer(role)}>
                <Icon size={16} aria-hidden />
                <span>
                  {t.canvas.layers.roles[role]}
                  <small>{t.canvas.layers.about[role]}</small>
                </span>
              </DropdownMenu.Item>
            )
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
