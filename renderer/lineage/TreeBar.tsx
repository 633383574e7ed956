import { Clapperboard, Columns2 } from 'lucide-react'
import { useState } from 'react'
import type { LineageNode } from '#shared/studio/time.ts'
import { runAction } from '../actions/run.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Badges } from './Badges.tsx'
import { changesOf } from './changes.ts'
import { knobNames } from './knob-names.ts'
import { Replay } from './Replay.tsx'

/** Of two members: in what they differ, side by side, and as a small movie from the elder to the younger. */
export function TreeBar({ nodes }: { nodes: readonly LineageNode[] }) {
  const chosen = useView(view => view.chosen)
  const [replayed, setReplayed] = useState(false)
  const [from, to] = nodes.filter(({ id }) => chosen.has(id)).sort((a, b) => a.created - b.created)
  if (!from || !to || chosen.size !== 2) return null
  const why =
    !from.settings || !to.settings ? t.lineage.unknown : from.model !== to.model ? t.lineage.otherModel : null
  const changes = changesOf(from.settings, to.settings, knobNames(from.model))
  return (
    <>
      <div className="tree-bar" role="toolbar" aria-label={t.lineage.differs}>
        {why ? (
          <p>{why}</p>
        ) : changes.length ? (
          <div className="chips">
            <Badges texts={changes} most={4} />
          </div>
        ) : (
          <p>{t.lineage.same}</p>
        )}
        <Button icon={Columns2} onClick={() => runAction('view.compare')}>
          {t.lineage.compare}
        </Button>
        <Button
          icon={Clapperboard}
          disabled={why !== null || !changes.length}
          onClick={() => setReplayed(true)}
        >
          {t.lineage.replay}
        </Button>
      </div>
      {replayed && from.settings && to.settings && (
        <Replay model={from.model} from={from.settings} to={to.settings} onClose={() => setReplayed(false)} />
      )}
    </>
  )
}
