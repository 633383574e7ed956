import { call, imageUrl } from '../api.ts'
import { copyText } from '../lib/copy-text.ts'
import { can } from '../stores/connection.ts'
import { detailOf } from '../stores/details.ts'
import { setFilter } from '../stores/library.ts'
import { toast } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { type Part, recall, recallAround } from './recall.ts'
import { roll } from './roll.ts'
import { targets } from './selection.ts'

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

/** Where their files are, a line each. */
export async function copyPaths(ids: string[]): Promise<void> {
  const paths = await call('pictures.paths', { ids })
  await copyText(paths.join('\n'))
  toast(t.marks.pathsCopied(paths.length))
}

export const onTargets = (deed: (ids: string[]) => Promise<void>) => () => {
  const ids = targets()
  return ids.length ? deed(ids) : undefined
}
export const onSelected = (deed: (id: string) => Promise<void>) => () => {
  const { selected } = useView.getState()
  return selected ? deed(selected) : undefined
}
