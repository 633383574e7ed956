import { Download, Plus, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { KnobCard } from '#shared/studio/knobs.ts'
import { callKnob, dropKnob, exportKnob } from '../actions/knobs.ts'
import { useDesk } from '../stores/desk.ts'
import { addSteer, keyOf } from '../stores/steer.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { kindOf } from './use-dials.ts'

/** A knob on the shelf: its name, what kind it is or why it cannot be used, and what can be done with it. */
export function ShelfRow({ card }: { card: KnobCard }) {
  const { id, name, knob, from, to, problem } = card
  const { shelf } = t.steering
  const [text, setText] = useState<string | null>(null)
  const used = useDesk(({ steer }) => steer.some(steering => keyOf(steering) === keyOf(knob)))
  return (
    <li className="shelf-row" data-broken={problem !== null}>
      <div className="steer-head">
        <input
          className="name-field"
          aria-label={shelf.rename(name)}
          value={text ?? name}
          maxLength={80}
          spellCheck={false}
          onChange={event => setText(event.target.value)}
          onBlur={() => {
            if (text !== null) void callKnob(id, name, text)
            setText(null)
          }}
          onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <IconButton
          icon={Plus}
          label={used ? shelf.inUse : t.steering.found.use(name)}
          disabled={problem !== null || used}
          onClick={() => addSteer(kindOf(knob), { from, to })}
        />
        <IconButton icon={Download} label={shelf.save(name)} onClick={() => void exportKnob(id)} />
        <IconButton icon={Trash2} label={shelf.remove(name)} onClick={() => void dropKnob(id, name)} />
      </div>
      {problem === null ? (
        <small>{shelf.kinds[knob.kind]}</small>
      ) : (
        <small className="shelf-problem">
          <TriangleAlert size={12} aria-hidden />
          {problem}
        </small>
      )}
    </li>
  )
}
