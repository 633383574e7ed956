import { useEffect, useState } from 'react'
import { purge } from '../actions/bin.ts'
import { targets } from '../actions/selection.ts'
import { call } from '../api.ts'
import { explain } from '../stores/toasts.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** Asks before pictures are gone for good: those that are chosen, or all of the trash. */
export function PurgeDialog({ all = false }: { all?: boolean }) {
  const [ids] = useState(() => (all ? [] : targets()))
  const [count, setCount] = useState(all ? null : ids.length)
  useEffect(() => {
    if (all) call('library.info', undefined).then(({ trashed }) => setCount(trashed), explain)
  }, [all])
  const close = () => openDialog(null)
  return (
    <Dialog title={all ? t.history.emptyTrash : t.history.purge} className="purge" onClose={close}>
      <div className="exchange-body">
        <p>{count === null ? t.loading : count ? t.history.purgeSure(count) : t.history.trashEmpty}</p>
        <div className="exchange-foot">
          <Button data-focus onClick={close}>
            {t.cancel}
          </Button>
          <Button
            look="danger"
            disabled={!count}
            onClick={() => {
              close()
              void purge(all ? undefined : ids).catch(explain)
            }}
          >
            {t.history.purge}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
