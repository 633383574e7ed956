import { keysOf } from '../lib/dice-tray.ts'
import { useDesk } from '../stores/desk.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Die } from '../ui/Die.tsx'

/** What of the dice goes its own way, so that nobody wonders; leads to the tray. */
export function OwnDice() {
  const count = useDesk(({ dice }) => keysOf(dice).length)
  const toward = useDesk(({ dice }) => dice.toward !== null)
  if (!count && !toward) return null
  return (
    <button type="button" className="own-dice" onClick={() => setView({ side: 'dice' })}>
      <Die pips={4} width={16} height={16} />
      {count ? t.diceParts.ownDice(count) : t.diceParts.onTheWay}
    </button>
  )
}
