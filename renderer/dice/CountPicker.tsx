import { counts, setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { Die } from '../ui/Die.tsx'
import { Segmented } from '../ui/Segmented.tsx'

const options = counts.map(value => ({ value, label: t.dice.count(value), show: <Die pips={value} bare /> }))

export function CountPicker() {
  const count = useDesk(desk => desk.count)
  return (
    <Segmented
      className="count"
      label={t.dice.countLabel}
      value={count}
      options={options}
      onChange={count => setDesk({ count })}
    />
  )
}
