import { call, imageUrl } from '../api.ts'
import { can } from '../stores/connection.ts'
import { useDetails } from '../stores/details.ts'
import { explain } from '../stores/toasts.ts'

let outgoing = false
/** Whether what is dragged over the window is one of its own pictures. */
export const isOutgoing = (): boolean => outgoing

/** Into other programs: the host drags the file itself; Chromium offers it as a download. */
export function startDrag(event: React.DragEvent, id: string): void {
  outgoing = true
  // No pointer moves while something is dragged.
  window.addEventListener('pointermove', () => (outgoing = false), { once: true })
  if (can('dragOut')) {
    event.preventDefault()
    call('pictures.dragOut', { id }).catch(explain)
    return
  }
  const detail = useDetails.getState().known[id]
  const name = detail && detail !== 'missing' ? detail.file.split(/[\\/]/).at(-1) : `${id.slice(0, 12)}.png`
  const kind =
    /\.(jpe?g|webp)$/i
      .exec(name ?? '')?.[1]
      ?.toLowerCase()
      .replace('jpg', 'jpeg') ?? 'png'
  event.dataTransfer.setData('DownloadURL', `image/${kind}:${name}:${new URL(imageUrl(id), location.href)}`)
}
