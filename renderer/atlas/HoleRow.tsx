import { Dices } from 'lucide-react'
import type { Hole } from '#shared/studio/atlas.ts'
import { rollWords } from '../actions/roll-words.ts'
import { toScreen } from '../lib/map-view.ts'
import { setAtlas, useAtlas } from '../stores/atlas.ts'
import { setHoles, useHoles } from '../stores/holes.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

type Props = { hole: Hole; n: number; count: number }

/** Words that were never tried, why, and a roll of them. Whoever points at it sees its place on the map. */
export function HoleRow({ hole, n, count }: Props) {
  const isUnder = useHoles(holes => holes.under === n)
  const point = (under: number | null) => () => setHoles({ under })
  const { prompt, unused, cosine, nearer, place } = hole
  const show = () => {
    setHoles({ under: n })
    const { view } = useAtlas.getState()
    const plane = document.querySelector('.atlas-plane')
    if (!view || !place || !plane) return
    const at = toScreen(view, place)
    setAtlas({
      view: { ...view, x: view.x + plane.clientWidth / 2 - at.x, y: view.y + plane.clientHeight / 2 - at.y },
    })
  }
  return (
    <li id={`hole-${n}`} data-under={isUnder} onPointerEnter={point(n)} onPointerLeave={point(null)}>
      <button
        type="button"
        className="hole-words"
        aria-label={t.atlas.holes.show(prompt)}
        disabled={!place}
        onClick={show}
        onFocus={point(n)}
        onBlur={point(null)}
      >
        {prompt}
      </button>
      <Button
        icon={Dices}
        aria-label={t.atlas.holes.rollOf(prompt, count)}
        onClick={() => void rollWords(prompt)}
      >
        {t.atlas.holes.roll(count)}
      </Button>
      <small>
        {unused.length ? t.atlas.holes.newWords(unused) : t.atlas.holes.newTogether}
        {cosine !== null && nearer !== null && ` ${t.atlas.holes.far(cosine, nearer)}`}
      </small>
    </li>
  )
}
