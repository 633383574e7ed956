import {
  Columns2,
  Copy,
  Dices,
  Download,
  Film,
  Flame,
  FolderOpen,
  Hash,
  ImageUpscale,
  Info,
  Star,
  Text,
  Trash2,
  Undo2,
  WandSparkles,
} from 'lucide-react'
import { actionRows } from '#shared/actions.ts'
import { restore } from '../actions/bin.ts'
import { runAction } from '../actions/run.ts'
import { seedText } from '../lib/seed-text.ts'
import { useConnection } from '../stores/connection.ts'
import { useDetail } from '../stores/details.ts'
import { useHeat } from '../stores/heat.ts'
import { explain } from '../stores/toasts.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Button } from '../ui/Button.tsx'
import { ZoomMenu } from './ZoomMenu.tsx'

/** What can be done with the picture on the stage. */
export function PictureBar({ id }: { id: string }) {
  const detail = useDetail(id)
  const host = useConnection(state => state.host)
  const info = useView(view => view.side === 'info')
  const heat = useHeat(state => state.on)
  const time = useView(view => view.time)
  const made = Boolean(detail?.record)
  const size = detail ? `${detail.width} × ${detail.height}` : ''
  return (
    <div className="picture-bar" role="toolbar" aria-label={t.stage.toolbar}>
      <div className="bar-side">
        <ZoomMenu />
        <span className="bar-size">{size}</span>
        {detail && detail.seed !== null && (
          <button
            type="button"
            className="bar-seed"
            title={actionRows['recall.seed'].label}
            onClick={() => runAction('recall.seed')}
          >
            {t.dice.seedOf(seedText(detail))}
          </button>
        )}
      </div>
      <div className="bar-group">
        {detail?.trashed ? (
          <Button icon={Undo2} onClick={() => void restore([id]).catch(explain)}>
            {t.history.restore}
          </Button>
        ) : (
          <>
            <ActionButton action="recall.all" icon={WandSparkles} disabled={!made} side="top" />
            <ActionButton action="recall.prompt" icon={Text} disabled={!made} side="top" />
            <ActionButton action="recall.seed" icon={Hash} disabled={!made} side="top" />
            <span className="bar-line" />
            <ActionButton action="vary" icon={Dices} disabled={!made} side="top" />
            <ActionButton action="picture.upscale" icon={ImageUpscale} side="top" />
            <ActionButton action="view.compare" icon={Columns2} side="top" />
            <span className="bar-line" />
            <ActionButton
              action="picture.star"
              icon={Star}
              className="lit"
              on={detail?.starred ?? false}
              filled={detail?.starred ?? false}
              label={detail?.starred ? t.unstar : t.star}
              side="top"
            />
            <ActionButton action="picture.copy" icon={Copy} side="top" />
            <ActionButton action="picture.saveAs" icon={Download} side="top" />
            {host?.can.reveal && <ActionButton action="picture.reveal" icon={FolderOpen} side="top" />}
            <ActionButton action="picture.trash" icon={Trash2} side="top" />
          </>
        )}
      </div>
      <div className="bar-side end">
        <ActionButton action="view.heat" icon={Flame} on={heat} side="top" />
        <ActionButton action="panel.time" icon={Film} on={time} side="top" />
        <ActionButton action="panel.info" icon={Info} on={info} side="top" />
      </div>
    </div>
  )
}
