import { useState } from 'react'
import { makeApart } from '../actions/knobs.ts'
import { useDesk } from '../stores/desk.ts'
import { type Found, foundFor, useDiscovered } from '../stores/discovered.ts'
import { directionName, useShelf } from '../stores/knob-shelf.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** Chooses what a direction shall not do. */
export function Orthogonalise({ found, onDone }: { found: Found; onDone: () => void }) {
  const { found: says } = t.steering
  const [chosen, setChosen] = useState<readonly string[]>([])
  const others = useOthers(found)
  if (!others.length) return <p className="knob-help">{says.alone}</p>
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id])
  return (
    <fieldset className="orthogonalise">
      <legend>{says.against(found.name)}</legend>
      <div className="chips">
        {others.map(id => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(id)}
            onClick={() => toggle(id)}
          >
            {directionName(id)}
          </button>
        ))}
      </div>
      <div className="discover-line">
        <p className="knob-help">{says.apartHelp}</p>
        <Button disabled={!chosen.length} onClick={() => void makeApart(found, chosen).then(onDone)}>
          {says.apart}
        </Button>
      </div>
    </fieldset>
  )
}

/** The other directions of the same space that are at hand. */
function useOthers({ id, space }: Found): string[] {
  const model = useDesk(desk => desk.model)
  const prompt = useDesk(desk => desk.prompt)
  const all = useDiscovered(state => state.found)
  const cards = useShelf(shelf => shelf.cards)
  const near = foundFor(all, model, prompt).filter(one => one.space === space)
  const kept = cards.flatMap(({ knob, problem }) =>
    knob.kind === 'direction' && knob.space === space && problem === null ? [knob.id] : [],
  )
  return [...new Set([...near.map(one => one.id), ...kept])].filter(one => one !== id)
}
