import { Pin, Plus, Save, Scissors, X } from 'lucide-react'
import { useState } from 'react'
import { saveFound } from '../actions/knobs.ts'
import { changeFound, type Found } from '../stores/discovered.ts'
import { addSteer, type SteerRow as Row, removeSteer } from '../stores/steer.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { laneOf } from './lane-of.ts'
import { Orthogonalise } from './Orthogonalise.tsx'
import { ShareMeter } from './ShareMeter.tsx'
import { SteerTurn } from './SteerRow.tsx'
import { Strip } from './Strip.tsx'
import { dialOf } from './use-dials.ts'

/** A knob that was found: what it does, how much it explains, how far it can be trusted. */
export function FoundRow({ found, row }: { found: Found; row: Row | undefined }) {
  const { id, name, pinned, explained, stability, kept } = found
  const { found: says, remove } = t.steering
  const [apart, setApart] = useState(false)
  const knob = { kind: 'direction', id } as const
  return (
    <fieldset className="steer-row found-row" data-live data-on={row?.on ?? false}>
      <legend className="visually-hidden">{name}</legend>
      <div className="steer-head">
        <input
          className="name-field"
          aria-label={says.name}
          value={name}
          spellCheck={false}
          maxLength={80}
          onChange={event => changeFound(id, { name: event.target.value })}
          onBlur={() => !name.trim() && changeFound(id, { name: id.slice(0, 8) })}
        />
        <IconButton
          icon={Pin}
          label={pinned ? says.unpin : says.pin}
          on={pinned}
          filled={pinned}
          className="lit"
          onClick={() => changeFound(id, { pinned: !pinned })}
        />
        <IconButton icon={Scissors} label={says.orthogonalise} on={apart} onClick={() => setApart(!apart)} />
        <IconButton icon={Save} label={says.save} onClick={() => void saveFound(found)} />
        <IconButton
          icon={row?.on ? X : Plus}
          label={row?.on ? remove(name) : says.use(name)}
          onClick={() => (row?.on ? removeSteer(row.key) : addSteer(knob, { amount: 1 }))}
        />
      </div>
      {apart && <Orthogonalise found={found} onDone={() => setApart(false)} />}
      {row && <SteerTurn steering={row.steering} />}
      <Strip dial={dialOf(knob)} lane={laneOf('found', id)} />
      <div className="found-meters">
        {kept === null ? (
          <ShareMeter label={says.explained} share={explained} help={says.explainedHelp} />
        ) : (
          <ShareMeter label={says.kept} share={kept} help={says.keptHelp} />
        )}
        {kept === null && <ShareMeter label={says.stable} share={stability} help={says.stableHelp} />}
      </div>
    </fieldset>
  )
}
