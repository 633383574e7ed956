import { RefreshCw, X } from 'lucide-react'
import { useEffect } from 'react'
import { useAtlas } from '../stores/atlas.ts'
import { counts, setDesk, useDesk } from '../stores/desk.ts'
import { askHoles, closeHoles, useHoles } from '../stores/holes.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { HoleRow } from './HoleRow.tsx'

const seeds = counts.map(value => ({ value, label: t.dice.count(value), show: String(value) }))

/** What was never tried, as a list: the words, why, and a roll of it. */
export function HolesPanel() {
  const { result, asking, share, error, seed } = useHoles()
  const model = useModel()
  const count = useDesk(desk => desk.count)
  const placed = useAtlas(atlas => atlas.state !== 'placing')
  useEffect(() => {
    // Asked when the pictures have their places, so that what is found has one too.
    if (model && placed) void askHoles(model.id, seed)
  }, [model?.id, placed])
  return (
    <aside className="holes" aria-label={t.atlas.holes.title}>
      <header>
        <h2>{t.atlas.holes.title}</h2>
        <Button
          icon={RefreshCw}
          look="quiet"
          disabled={asking || !model}
          onClick={() => model && askHoles(model.id, seed + 1)}
        >
          {t.atlas.holes.another}
        </Button>
        <IconButton icon={X} label={t.close} onClick={closeHoles} />
      </header>
      <p>{result?.source === 'everyday' ? t.atlas.holes.everyday : t.atlas.holes.help}</p>
      <div className="holes-seeds">
        <span aria-hidden>{t.atlas.holes.seeds}</span>
        <Segmented
          label={t.atlas.holes.seeds}
          value={count}
          options={seeds}
          onChange={count => setDesk({ count })}
        />
      </div>
      {error && (
        <p className="problem" role="alert">
          {t.atlas.holes.failed}: {error}
        </p>
      )}
      {result?.problem && <p className="holes-problem">{result.problem}.</p>}
      {asking && <Progress share={share} label={t.atlas.holes.asking} />}
      {result && (
        <ul aria-busy={asking}>
          {result.holes.map((hole, n) => (
            <HoleRow key={hole.prompt} hole={hole} n={n} count={count} />
          ))}
        </ul>
      )}
      {result && !result.holes.length && <p>{t.atlas.holes.none}</p>}
      {result && (
        <footer>
          {result.tried && <p>{t.atlas.holes.measure(result.tried.texts, result.tried.median)}</p>}
          <p>{t.atlas.holes.used(result.words.used, result.words.known)}</p>
        </footer>
      )}
    </aside>
  )
}
