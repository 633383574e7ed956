import { Columns2, GitFork, ImageUpscale } from 'lucide-react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { runAction } from '../actions/run.ts'
import { imageUrl } from '../api.ts'
import { useDetail } from '../stores/details.ts'
import { openPicture, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** The picture that one came from, what can come of it, and the way to all its relations. */
export function CameFrom({ detail: { id, upscaled, record, trashed } }: { detail: PictureDetail }) {
  const parent = upscaled?.from ?? record?.settings.parent ?? null
  const detail = useDetail(parent)
  return (
    <div className="came-from">
      {parent && detail && (
        <button type="button" className="came-from-parent" onClick={() => openPicture(parent)}>
          <img src={imageUrl(parent, 64)} alt="" draggable={false} />
          <span>
            <small>{upscaled ? t.upscale.from : t.lineage.cameFrom}</small>
            <span>{detail.prompt || t.stage.untitled}</span>
          </span>
        </button>
      )}
      {parent && detail === null && <p className="quiet-text">{t.lineage.parentGone}</p>}
      {upscaled && detail && (
        <Button
          icon={Columns2}
          look="quiet"
          onClick={() => setView({ page: 'stage', show: 'compare', selected: id, other: upscaled.from })}
        >
          {t.upscale.compare}
        </Button>
      )}
      {trashed === null && (
        <Button icon={ImageUpscale} look="quiet" onClick={() => runAction('picture.upscale')}>
          {t.upscale.open}
        </Button>
      )}
      <Button icon={GitFork} look="quiet" onClick={() => setView({ page: 'lineage' })}>
        {t.lineage.open}
      </Button>
    </div>
  )
}
