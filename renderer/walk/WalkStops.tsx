import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import { imageUrl } from '../api.ts'
import { changeWalk, type Stop, useWalk } from '../stores/walk.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'

/** The pictures that the walk goes through, in order. */
export function WalkStops() {
  const stops = useWalk(walk => walk.stops)
  const unfit = useWalk(walk => walk.unfit)
  const move = (n: number, to: number) => {
    const next = [...stops]
    next.splice(to, 0, ...next.splice(n, 1))
    changeWalk({ stops: next })
  }
  return (
    <section aria-label={t.diceParts.walk.stops}>
      <ol className="walk-stops">
        {stops.map((stop, n) => (
          <li key={stop.id}>
            <Picture stop={stop} n={n} />
            <div className="walk-stop-tools">
              <IconButton
                icon={ArrowLeft}
                label={t.diceParts.walk.earlier(n)}
                disabled={n === 0}
                onClick={() => move(n, n - 1)}
              />
              <IconButton
                icon={X}
                label={t.diceParts.walk.remove(n)}
                onClick={() => changeWalk({ stops: stops.filter(one => one !== stop) })}
              />
              <IconButton
                icon={ArrowRight}
                label={t.diceParts.walk.later(n)}
                disabled={n === stops.length - 1}
                onClick={() => move(n, n + 1)}
              />
            </div>
          </li>
        ))}
      </ol>
      {stops.length < 2 && <p className="die-why">{t.diceParts.walk.none}</p>}
      {unfit > 0 && <p className="die-why">{t.diceParts.walk.unfit(unfit)}</p>}
    </section>
  )
}

const Picture = ({ stop, n }: { stop: Stop; n: number }) => (
  <img src={imageUrl(stop.id, 256)} alt={t.diceParts.walk.stop(n, stop.prompt)} draggable={false} />
)
