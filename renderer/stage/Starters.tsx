import { useRef } from 'react'
import type { Starter } from '#shared/studio/models.ts'
import { recall } from '../actions/recall.ts'
import { roll } from '../actions/roll.ts'
import { greeting } from '../lib/starters.ts'
import { useDesk } from '../stores/desk.ts'
import { useModels } from '../stores/models.ts'
import { useSample } from '../stores/samples.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { Die } from '../ui/Die.tsx'
import { useVisible } from '../ui/use-visible.ts'

const none: Starter[] = []

/** Something to begin with, so that the first window is not an empty one. */
export function Starters() {
  const model = useModel()
  const state = useModels(({ state }) => state)
  const starters = useModels(state => (model && state.starters[model.id]) || none)
  return (
    <div className="starters">
      {starters.length === 0 && <BigDie off={!model || Boolean(model.problem)} />}
      <header>
        <h2>{t.starters.title}</h2>
        <p>{t.starters[greeting(state, model, starters)]}</p>
      </header>
      {model && starters.length > 0 && (
        <ul>
          {starters.map(starter => (
            <StarterTile
              key={`${starter.title} ${starter.generation.seed}`}
              model={model.id}
              starter={starter}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function StarterTile({ model, starter }: { model: string; starter: Starter }) {
  const ref = useRef<HTMLButtonElement>(null)
  const { prompt, seed } = starter.generation
  const url = useSample(model, prompt, Number(seed), useVisible(ref))
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className="starter"
        onClick={() => {
          recall(starter.generation, model, 'all')
          void roll()
        }}
      >
        <span className="sample-picture" data-state={url ? 'shown' : url === null ? 'failed' : 'loading'}>
          {url && <img src={url} alt="" draggable={false} />}
        </span>
        <strong>{starter.title}</strong>
        <span>{prompt}</span>
      </button>
    </li>
  )
}

/** In place of pictures that nobody has drawn yet. */
function BigDie({ off }: { off: boolean }) {
  const count = useDesk(desk => desk.count)
  return (
    <button
      type="button"
      className="big-die"
      aria-label={t.dice.roll(count)}
      disabled={off}
      onClick={() => roll()}
    >
      <Die pips={count} width={96} height={96} />
    </button>
  )
}
