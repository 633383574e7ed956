import { GitBranch, History, Split, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { imageUrl } from '../api.ts'
import { branchObstacles } from '../stores/child.ts'
import { ownOf, setDesk, useDesk } from '../stores/desk.ts'
import { useModel } from '../stores/use-model.ts'
import { openPicture } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'

/** Above the dice: whose child the next roll is, from which step on, and how to leave it. */
export function OriginChip() {
  const parent = useDesk(desk => desk.parent)
  const step = useDesk(desk => desk.origin?.step ?? null)
  const past = useDesk(desk => desk.past)
  if (!parent && !step && !past.length) return null
  return (
    <section className="origin" aria-label={t.time.chip.label}>
      {step ? (
        <Row
          icon={<GitBranch size={16} aria-hidden />}
          text={t.time.chip.branch(step)}
          parent={parent}
          leave={t.time.chip.leave}
          onLeave={() => setDesk({ origin: null, parent: null })}
          lit
        />
      ) : (
        parent && (
          <Row
            icon={<History size={16} aria-hidden />}
            text={t.time.chip.from}
            parent={parent}
            leave={t.time.chip.leaveFrom}
            onLeave={() => setDesk({ origin: null, parent: null })}
          />
        )
      )}
      {past.length > 0 && (
        <Row
          icon={<Split size={16} aria-hidden />}
          text={t.time.chip.past(past.at(-1)!.until)}
          parent={null}
          leave={t.time.chip.leavePast}
          onLeave={() => setDesk({ past: [] })}
        />
      )}
      <Broken />
    </section>
  )
}

type RowProps = {
  icon: ReactNode
  text: string
  parent: string | null
  leave: string
  onLeave: () => void
  lit?: boolean
}

const Row = ({ icon, text, parent, leave, onLeave, lit = false }: RowProps) => (
  <div className="origin-row" data-lit={lit}>
    {icon}
    <span>{text}</span>
    {parent && (
      <button
        type="button"
        className="origin-thumb"
        aria-label={t.time.chip.open}
        title={t.time.chip.open}
        onClick={() => openPicture(parent)}
      >
        <img src={imageUrl(parent, 64)} alt="" draggable={false} />
      </button>
    )}
    <IconButton icon={X} label={leave} side="top" onClick={onLeave} />
  </div>
)

/** What a branch cannot change was changed: why there is no branch, and the way back to one. */
function Broken() {
  const model = useModel()
  const origin = useDesk(desk => desk.origin)
  const given = useDesk(desk => desk.given)
  const rng = useDesk(desk => desk.rng)
  const loras = useDesk(desk => desk.loras)
  const refiner = useDesk(desk => desk.refiner)
  if (!model || !origin?.step) return null
  const names = branchObstacles({ origin, given, rng, loras, refiner }, model.defaults)
  if (!names.length) return null
  const { rng: own, ...settings } = origin.settings
  const back = () => {
    const kept = Object.entries(given).filter(([name]) => !names.includes(name as 'steps'))
    const again = names.flatMap(name =>
      name === 'rng' || name === 'loras' || name === 'refiner' || settings[name] === ownOf(model, name)
        ? []
        : [[name, settings[name]]],
    )
    const { loras, refiner = null } = settings
    setDesk({ given: Object.fromEntries([...kept, ...again]), rng: own, loras, refiner })
  }
  return (
    <div className="origin-broken" role="alert">
      <span>{t.time.chip.broken(names.map(name => t.time.chip.keeps[name]).join(', '))}</span>
      <Button look="quiet" onClick={back}>
        {t.time.chip.mend}
      </Button>
    </div>
  )
}
