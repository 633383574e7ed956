import { GitFork } from 'lucide-react'
import { imageUrl } from '../api.ts'
import { useDetail } from '../stores/details.ts'
import { openPicture, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** The picture that one came from, and the way to all its relations. */
export function CameFrom({ parent }: { parent: string | null }) {
  const detail = useDetail(parent)
  return (
    <div className="came-from">
      {parent && detail && (
        <button type="button" className="came-from-parent" onClick={() => openPicture(parent)}>
          <img src={imageUrl(parent, 64)} alt="" draggable={false} />
          <span>
            <small>{t.lineage.cameFrom}</small>
            <span>{detail.prompt || t.stage.untitled}</span>
          </span>
        </button>
      )}
      {parent && detail === null && <p className="quiet-text">{t.lineage.parentGone}</p>}
      <Button icon={GitFork} look="quiet" onClick={() => setView({ page: 'lineage' })}>
        {t.lineage.open}
      </Button>
    </div>
  )
}
