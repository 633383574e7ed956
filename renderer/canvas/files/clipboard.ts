import { copyItems, removeItems } from '#shared/canvas/edits/items.ts'
import { anyItem, type Item, isItem } from '#shared/canvas/records.ts'
import { isTyping } from '../../lib/keys.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { newId } from '../new-id.ts'
import { placeFiles } from './place-picture.ts'

/** What items are called on the clipboard, so that other programs leave them alone. */
const kind = 'text/plain'
const mark = 'reroll-items:'

function selectedItems(): Item[] {
  const { drawing } = useCanvas.getState()
  return useCanvasView
    .getState()
    .selected.map(id => drawing.get(id))
    .filter(one => one !== undefined && isItem(one)) as Item[]
}

function pasted(text: string): void {
  const { layer } = useCanvasView.getState()
  if (!text.startsWith(mark) || !layer) return
  try {
    const items = (JSON.parse(text.slice(mark.length)) as unknown[]).map(one => anyItem.parse(one))
    const changes = copyItems(useCanvas.getState().drawing, items, { newId, layer, aside: 16 })
    commit(t.canvas.deeds.paste, changes)
    setCanvasView({ selected: changes.map(([id]) => id), tool: 'move', toolBefore: 'brush' })
  } catch {
    // Text that only looks like ours.
  }
}

/** Copies, cuts and pastes what is selected, within drawings and between them; pictures are placed. */
export function listenToClipboard(): () => void {
  const away = (event: ClipboardEvent) =>
    isTyping(event.target) ||
    useCanvas.getState().id === null ||
    document.querySelector('dialog[open]') !== null
  const onCopy = (event: ClipboardEvent) => {
    const items = selectedItems()
    if (away(event) || !items.length) return
    event.clipboardData?.setData(kind, mark + JSON.stringify(items))
    event.preventDefault()
    if (event.type !== 'cut') return
    const ids = items.map(({ id }) => id)
    commit(t.canvas.deeds.remove, removeItems(useCanvas.getState().drawing, ids))
    setCanvasView({ selected: [] })
  }
  const onPaste = (event: ClipboardEvent) => {
    if (away(event)) return
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
    if (files.length) void placeFiles(files)
    else pasted(event.clipboardData?.getData(kind) ?? '')
    event.preventDefault()
  }
  const listeners = { copy: onCopy, cut: onCopy, paste: onPaste } as const
  for (const [type, listener] of Object.entries(listeners))
    document.addEventListener(type, listener as EventListener)
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      document.removeEventListener(type, listener as EventListener)
  }
}
