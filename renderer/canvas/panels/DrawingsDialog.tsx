import { t } from '../../strings.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DrawingList } from './DrawingList.tsx'

/** Every drawing that is kept, the last changed first. */
export const DrawingsDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={t.canvas.file.list} className="drawings-dialog" onClose={onClose}>
    <DrawingList onOpened={onClose} />
  </Dialog>
)
