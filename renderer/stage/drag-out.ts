import { call, imageUrl } from '../api.ts'
import { useConnection } from '../stores/connection.ts'
import { useDetails } from '../stores/details.ts'
import { explain } from '../stores/toasts.ts'

/** Into other programs: the host drags the file itself; Chromium offers it as a download. */
export function useDragOut(id: string) {
  const native = useConnection(({ host }) => host?.can.dragOut ?? false)
  return {
    draggable: true,
    onDragStart: (event: React.DragEvent) => {
      event.dataTransfer.setData('application/x-reroll', id)
      if (native) {
        event.preventDefault()
        call('pictures.dragOut', { id }).catch(explain)
        return
      }
      const detail = useDetails.getState().known[id]
      const name =
        detail && detail !== 'missing' ? detail.file.split(/[\\/]/).at(-1) : `${id.slice(0, 12)}.png`
      event.dataTransfer.setData('DownloadURL', `image/png:${name}:${new URL(imageUrl(id), location.href)}`)
    },
  }
}
