import { useEffect, useState } from 'react'
import { actionRows } from '#shared/actions.ts'
import { onRoll } from '../actions/roll.ts'
import { runAction } from '../actions/run.ts'
import { useConnection } from '../stores/connection.ts'
import { useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { Die } from '../ui/Die.tsx'
import { Keys } from '../ui/Keys.tsx'

/** The die on it shows as many pips as pictures will come, and tumbles when it is thrown. */
export function RollButton({ why }: { why: keyof typeof t.obstacle | null }) {
  const count = useDesk(desk => desk.count)
  const lost = useConnection(({ state }) => state !== 'open')
  const [throws, setThrows] = useState(0)
  useEffect(() => onRoll(() => setThrows(n => n + 1)), [])
  const off = why !== null || lost
  return (
    <button
      type="button"
      className="roll"
      aria-disabled={off}
      title={why ? t.obstacle[why] : undefined}
      onClick={() => !off && runAction('roll')}
    >
      <span key={throws} className="roll-die" data-thrown={throws > 0}>
        <Die pips={count} width={26} height={26} />
      </span>
      {t.dice.roll(count)}
      <Keys keys={actionRows.roll.keys[0]!} />
    </button>
  )
}
