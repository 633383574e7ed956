import { withTerm } from '#shared/library/query.ts'
import type { PictureDetail, PictureSort } from '#shared/studio/pictures.ts'
import { gridOfPicture } from '../actions/grids.ts'
import { seedsAndKnob } from '../grids/axis-kinds.ts'
import { setFilter, setSort } from '../stores/library.ts'
import { modelById } from '../stores/models.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

function show(query: string, sort: PictureSort): void {
  setFilter({ trashed: false, query })
  setSort(sort)
  setView({ page: 'grid', chosen: new Set() })
}

/** What else was tried: all seeds of these words, all words of this seed. */
export const Tried = ({ detail: { id, prompt, seed, record } }: { detail: PictureDetail }) => (
  <div className="info-tried">
    {prompt && (
      <Button look="quiet" onClick={() => show(withTerm('', 'prompt', prompt, true), 'seed')}>
        {t.info.allSeeds}
      </Button>
    )}
    {seed !== null && (
      <Button look="quiet" onClick={() => show(withTerm('', 'seed', String(seed)), 'prompt')}>
        {t.info.allWords}
      </Button>
    )}
    {record && (
      <Button
        look="quiet"
        onClick={() => void gridOfPicture(id, seedsAndKnob(record.settings, modelById(record.model.id)).wish)}
      >
        {t.grids.table(seedsAndKnob(record.settings, modelById(record.model.id)).label)}
      </Button>
    )}
  </div>
)
