import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { useCanvas } from '../../stores/canvas.ts'
import { openDrawing } from '../../stores/canvas-sync.ts'
import { explain } from '../../stores/toasts.ts'
import { t } from '../../strings.ts'
import { layer as menuLayer } from '../../ui/layer.ts'
import { copyDrawing, emptyDrawing, openExample, renameDrawing, trashDrawing } from '../drawings.ts'
import { exportDrawing } from '../files/export-drawing.ts'
import { pickPictures } from '../files/place-picture.ts'
import { DrawingsDialog } from './DrawingsDialog.tsx'

const words = t.canvas.file
const failed = (work: Promise<void>) => void work.catch(explain)

/** The drawing's name; under it everything that is done with drawings as a whole. */
export function DrawingMenu() {
  const name = useCanvas(state => state.name)
  const [naming, setNaming] = useState(false)
  const [listed, setListed] = useState(false)
  // Rendered anew when it opens: where menus lie depends on whether a dialog is open.
  const [open, setOpen] = useState(false)
  const groups: [string, () => void][][] = [
    [
      [words.new, () => void emptyDrawing()],
      [t.canvas.start.example, () => void openExample()],
      [words.open, () => setListed(true)],
    ],
    [
      [words.rename, () => setNaming(true)],
      [words.copy, () => void copyDrawing()],
      [words.trash, () => void trashDrawing(openDrawing)],
    ],
    [[words.place, pickPictures]],
    [
      [words.exportPng, () => failed(exportDrawing('png'))],
      [words.exportClear, () => failed(exportDrawing('clear'))],
      [words.exportBox, () => failed(exportDrawing('box'))],
      [words.exportPsd, () => failed(exportDrawing('psd'))],
      [words.exportSvg, () => failed(exportDrawing('svg'))],
    ],
  ]
  return (
    <>
      {naming ? (
        <Name name={name} onDone={() => setNaming(false)} />
      ) : (
        <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
          <DropdownMenu.Trigger className="select canvas-name" aria-label={`${words.title}: ${name}`}>
            <span className="select-value">{name}</span>
            <ChevronDown size={14} aria-hidden />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal container={menuLayer()}>
            <DropdownMenu.Content className="menu" align="start" sideOffset={4} aria-label={words.title}>
              {groups.map((group, at) => (
                <DropdownMenu.Group key={group[0]![0]} className={at ? 'menu-group' : ''}>
                  {group.map(([label, run]) => (
                    <DropdownMenu.Item key={label} className="menu-item" onSelect={run}>
                      <span>{label}</span>
                    </DropdownMenu.Item>
                  ))}
                </DropdownMenu.Group>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
      {listed && <DrawingsDialog onClose={() => setListed(false)} />}
    </>
  )
}

function Name({ name, onDone }: { name: string; onDone: () => void }) {
  return (
    <input
      className="text-field canvas-name"
      aria-label={words.rename}
      defaultValue={name}
      maxLength={100}
      // biome-ignore lint/a11y/noAutofocus: it was asked for in the menu
      autoFocus
      onFocus={event => event.target.select()}
      onBlur={event => {
        void renameDrawing(event.target.value)
        onDone()
      }}
      onKeyDown={event => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
