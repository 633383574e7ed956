import { Grid3x3 } from 'lucide-react'
import { useDesk } from '../stores/desk.ts'
import { obstacle } from '../stores/request.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Around } from './Around.tsx'
import { CountPicker } from './CountPicker.tsx'
import { OwnDice } from './OwnDice.tsx'
import { RollButton } from './RollButton.tsx'
import { SeedField } from './SeedField.tsx'

/** Always in sight: how many, which seed, and the throw. */
export function DiceBar() {
  const model = useModel()
  const why = useDesk(desk => obstacle(desk, model))
  const around = useDesk(desk => desk.around)
  return (
    <section className="dice-bar" aria-label={t.dice.title}>
      {around && <Around around={around} />}
      <OwnDice />
      <div className="dice-row">
        <div className="dice-count">
          <CountPicker />
          <ActionButton action="grid.make" icon={Grid3x3} side="top" />
        </div>
        <SeedField />
      </div>
      <RollButton why={why} />
    </section>
  )
}
