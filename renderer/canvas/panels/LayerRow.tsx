import { Eye, EyeOff, Lock, LockOpen, MoreHorizontal } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { mergeKind } from '#shared/canvas/edits/merge-down.ts'
import { itemsOf, type Layer } from '#shared/canvas/records.ts'
import { useCanvas } from '../../stores/canvas.ts'
import { t } from '../../strings.ts'
import { layer as menuLayer } from '../../ui/layer.ts'
import {
  chooseLayer,
  copyLayer,
  deleteLayer,
  dropLayer,
  emptyLayer,
  mergeLayer,
  revealLayer,
  setLayer,
  shiftLayer,
} from './layer-deeds.ts'
import { roleIcons } from './role-icons.ts'

const words = t.canvas.layers

/** One layer: what it is, its name, whether it is seen and can be changed. */
export function LayerRow({ layer, active }: { layer: Layer; active: boolean }) {
  const { id, name, role, visible, locked } = layer
  const [naming, setNaming] = useState(false)
  const Icon = roleIcons[role]
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowUp') shiftLayer(id, 1)
    else if (event.key === 'ArrowDown') shiftLayer(id, -1)
    else if (event.key === 'F2') setNaming(true)
    else if (event.key === 'Delete') deleteLayer(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li
      className="canvas-layer"
      draggable={!naming}
      data-active={active}
      data-visible={visible}
      onDragStart={event => event.dataTransfer.setData('text/reroll-layer', id)}
      onDragOver={event => event.dataTransfer.types.includes('text/reroll-layer') && event.preventDefault()}
      onDrop={event => {
        const dragged = event.dataTransfer.getData('text/reroll-layer')
        if (dragged) dropLayer(dragged, id)
      }}
    >
      {naming ? (
        <Name layer={layer} onDone={() => setNaming(false)} />
      ) : (
        <button
          type="button"
          className="canvas-layer-take"
          aria-pressed={active}
          onClick={() => chooseLayer(id)}
          onDoubleClick={() => setNaming(true)}
          onKeyDown={onKeyDown}
        >
          <Icon size={16} aria-hidden />
          <span className="canvas-layer-name">
            {name}
            <small>
              {layer.reveal
                ? words.revealed
                : role === 'region' && layer.words
                  ? layer.words
                  : words.roles[role]}
            </small>
          </span>
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={locked ? words.unlock(name) : words.lock(name)}
        aria-pressed={locked}
        onClick={() => setLayer(id, { locked: !locked }, t.canvas.deeds.lock)}
      >
        {locked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={visible ? words.hide(name) : words.show(name)}
        aria-pressed={!visible}
        onClick={() => setLayer(id, { visible: !visible }, t.canvas.deeds.show)}
      >
        {visible ? <Eye size={14} aria-hidden /> : <EyeOff size={14} aria-hidden />}
      </button>
      <More layer={layer} onRename={() => setNaming(true)} />
    </li>
  )
}

function Name({ layer, onDone }: { layer: Layer; onDone: () => void }) {
  return (
    <input
      className="text-field"
      aria-label={words.rename(layer.name)}
      defaultValue={layer.name}
      maxLength={100}
      // biome-ignore lint/a11y/noAutofocus: it was asked for by a double click or a key
      autoFocus
      onFocus={event => event.target.select()}
      onBlur={event => {
        const name = event.target.value.trim()
        if (name) setLayer(layer.id, { name }, t.canvas.deeds.rename)
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

function More({ layer: { id, name, reveal }, onRename }: { layer: Layer; onRename: () => void }) {
  const merges = useCanvas(({ drawing }) => mergeKind(drawing, id) !== null)
  const hasImage = useCanvas(({ drawing }) => itemsOf(drawing, id).some(({ kind }) => kind === 'image'))
  const [open, setOpen] = useState(false)
  const items: readonly (readonly [string, () => void, boolean?])[] = [
    [t.canvas.file.rename, onRename],
    [words.up, () => shiftLayer(id, 1)],
    [words.down, () => shiftLayer(id, -1)],
    [words.duplicate, () => copyLayer(id)],
    [words.merge, () => mergeLayer(id), !merges],
    ...(reveal || hasImage ? [[reveal ? words.unreveal : words.reveal, () => revealLayer(id)] as const] : []),
    [words.clear, () => emptyLayer(id)],
    [words.remove, () => deleteLayer(id)],
  ]
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger className="icon-button" aria-label={words.more(name)}>
        <MoreHorizontal size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={menuLayer()}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} aria-label={name}>
          {items.map(([label, run, off = false]) => (
            <DropdownMenu.Item key={label} className="menu-item" disabled={off} onSelect={run}>
              <span>{label}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
