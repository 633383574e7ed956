import { useBest } from '../stores/best.ts'
import { useDesk } from '../stores/desk.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { BestChoice } from './BestChoice.tsx'
import { BestFoot } from './BestFoot.tsx'
import { BestGrid } from './BestGrid.tsx'

/** Many rolls of the desk, thinned out round by round. It goes on when the dialog is closed. */
export function BestDialog() {
  const prompt = useDesk(desk => desk.prompt)
  const error = useBest(best => best.error)
  return (
    <Dialog title={t.best.title} className="wide best" onClose={() => openDialog(null)}>
      <div className="best-body">
        <div className="best-side">
          <p className="best-prompt">{prompt || t.stage.untitled}</p>
          <BestChoice />
          {error && (
            <div className="problem" role="alert">
              <p>{error}</p>
            </div>
          )}
        </div>
        <div className="best-main">
          <BestGrid />
          <BestFoot />
        </div>
      </div>
    </Dialog>
  )
}
