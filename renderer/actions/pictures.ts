import type { ColourLabel } from '#shared/library/query-fields.ts'
import { call, imageUrl } from '../api.ts'
import { can } from '../stores/connection.ts'
import { detailOf } from '../stores/details.ts'
import { amend, cache, setFilter, useLibrary } from '../stores/library.ts'
import { explain, toast } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { refusesTrash } from './external.ts'
import { type Part, recall, recallAround } from './recall.ts'
import { roll } from './roll.ts'
import { selectAt, selectedIndex, targets } from './selection.ts'

const bytesOf = async (id: string): Promise<Blob> => (await fetch(imageUrl(id))).blob()

/** A clipboard takes PNG alone. */
async function pngOf(id: string): Promise<Blob> {
  const blob = await bytesOf(id)
  if (blob.type === 'image/png') return blob
  const bitmap = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}

export async function copyPicture(id: string): Promise<void> {
  if (can('copy')) await call('pictures.copy', { id })
  else await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(id) })])
  toast(t.copied)
}

export async function savePicture(id: string): Promise<void> {
  if (can('saveAs')) {
    const { file } = await call('pictures.saveAs', { id })
    if (file) toast(t.savedAs(file))
    return
  }
  const detail = await detailOf(id)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await bytesOf(id))
  link.download = detail?.file.split(/[\\/]/).at(-1) ?? `${id.slice(0, 12)}.png`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export async function recallPicture(id: string, part: Part): Promise<void> {
  const detail = await detailOf(id)
  if (!detail?.record) return void toast(t.noRecord)
  const undo = recall(detail.record.settings, detail.record.model.id, part, id)
  setView({ prompt: true })
  toast(t.recalled[part], { kind: 'recall', action: { label: t.undo, run: undo } })
}

export async function vary(id: string): Promise<void> {
  const detail = await detailOf(id)
  if (!detail?.record) return void toast(t.noRecord)
  recallAround(detail.record.settings, detail.record.model.id, id)
  await roll()
}

/** Digits of an id that tell pictures apart in any library. */
const idDigits = 12

/** All pictures, the most like this one first. */
export function showAlike(id: string): void {
  setFilter({ trashed: false, query: `like:${id.slice(0, idDigits)}` })
  setView({ page: 'grid' })
}

export async function star(ids: string[]): Promise<void> {
  const cards = ids.map(id => cache.find(card => card.id === id)).map(at => cache.at(at))
  const known = cards.filter(card => card !== undefined)
  const starred = known.length ? known.some(card => !card.starred) : !(await detailOf(ids[0]!))?.starred
  // One star given or taken: what has more keeps them.
  cache.map(card =>
    ids.includes(card.id) ? { ...card, starred, stars: starred ? card.stars || 5 : 0 } : card,
  )
  amend(new Set(ids), {})
  await call('pictures.edit', { ids, starred })
}

/** Zero to five stars for all of them. */
export async function rate(ids: string[], stars: number): Promise<void> {
  amend(new Set(ids), { stars, starred: stars > 0 })
  await call('pictures.edit', { ids, stars })
}

/** A colour for all of them; where all have it already, none. */
export async function label(ids: string[], colour: ColourLabel | ''): Promise<void> {
  const cards = ids.map(id => cache.find(card => card.id === id)).map(at => cache.at(at))
  const had = colour !== '' && cards.every(card => card?.label === colour)
  amend(new Set(ids), { label: had ? '' : colour })
  await call('pictures.edit', { ids, label: had ? '' : colour })
}

/** Into the trash and out again by one click; the next picture takes the place of what went. */
export async function trash(ids: string[]): Promise<void> {
  if (await refusesTrash(ids)) return
  const at = selectedIndex()
  await call('pictures.trash', { ids })
  const stop = useLibrary.subscribe(() => {
    if (ids.some(id => cache.find(card => card.id === id) >= 0)) return
    stop()
    const { total } = useLibrary.getState()
    if (total && ids.includes(useView.getState().selected ?? '')) selectAt(Math.min(at, total - 1))
    else if (!total) setView({ selected: null, chosen: new Set(), show: 'live', job: null })
  })
  setTimeout(stop, 3000)
  toast(t.trashed(ids.length), {
    undo: true,
    action: { label: t.undo, run: () => void restore(ids) },
    deed: { label: t.undoing.trash, redo: () => void call('pictures.trash', { ids }).catch(explain) },
  })
}

export const restore = (ids: string[]): Promise<void> => call('pictures.restore', { ids }).catch(explain)

export async function purge(ids?: string[]): Promise<void> {
  await call('pictures.purge', { ids }).catch(explain)
}

export const onTargets = (deed: (ids: string[]) => Promise<void>) => () => {
  const ids = targets()
  return ids.length ? deed(ids) : undefined
}
export const onSelected = (deed: (id: string) => Promise<void>) => () => {
  const { selected } = useView.getState()
  return selected ? deed(selected) : undefined
}
