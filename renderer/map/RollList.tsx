import { memo } from 'react'
import { openRoll } from '../actions/open-roll.ts'
import { type MapRoll, selectRoll, useMap } from '../stores/map.ts'
import { t } from '../strings.ts'
import { spokenName } from './names.ts'

/** The rolls as a list, for who does not see the map. Out of the way of Tab: the map itself is one stop. */
export function RollList() {
  const rolls = useMap(map => map.rolls)
  return (
    <ul className="visually-hidden" aria-label={t.map.list}>
      {rolls.map((roll, index) => (
        <Row key={index} generation={roll.generation} roll={roll} index={index} />
      ))}
    </ul>
  )
}

type Props = { generation: MapRoll['generation']; roll: MapRoll; index: number }

const Row = memo(
  ({ generation, roll, index }: Props) => (
    <li>
      <button
        type="button"
        tabIndex={-1}
        onClick={() => {
          selectRoll(index)
          const { model } = useMap.getState()
          if (model) void openRoll(generation, model)
        }}
      >
        {spokenName(roll, index)}
      </button>
    </li>
  ),
  (a, b) => a.generation === b.generation && a.index === b.index,
)
