import { randomSeed } from '#shared/seed.ts'
import { type BestChoice as Choice, choose, runBest, stopBest, useBest } from '../stores/best.ts'
import { useDesk } from '../stores/desk.ts'
import { obstacle, requestOf, seedOf } from '../stores/request.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Slider } from '../ui/Slider.tsx'

const ranges = {
  rolls: { min: 2, max: 512, step: 1 },
  keep: { min: 1, max: 64, step: 1 },
  seconds: { min: 1, max: 3600, step: 1 },
} as const
const usual: Choice = useBest.getInitialState().choice

/** How many, how long, how different; and the throw. */
export function BestChoice() {
  const choice = useBest(best => best.choice)
  const state = useBest(best => best.state)
  const model = useModel()
  const why = useDesk(desk => obstacle(desk, model))
  const start = () => {
    if (!model || why) return
    const desk = useDesk.getState()
    // Again means other rolls, even from a seed that is locked.
    const seed = desk.locked && state === 'idle' ? seedOf(desk.seed)! : randomSeed()
    void runBest(model.id, requestOf(desk, seed, model.id).generation)
  }
  const number = (name: keyof typeof ranges, help: string) => (
    <NumberField
      label={t.best[name]}
      help={help}
      value={choice[name]}
      given={choice[name] !== usual[name]}
      {...ranges[name]}
      onChange={value => choose({ [name]: value })}
      onReset={() => choose({ [name]: usual[name] })}
    />
  )
  return (
    <>
      <div className="best-fields">
        {number('rolls', t.best.rollsHelp)}
        {number('keep', t.best.keepHelp)}
        {number('seconds', t.best.secondsHelp)}
        <div className="best-diversity" title={t.best.diversityHelp}>
          <span className="field-label">{t.best.diversity}</span>
          <Slider
            label={t.best.diversity}
            value={choice.diversity}
            min={0}
            max={1}
            step={0.05}
            onChange={diversity => choose({ diversity })}
          />
          <small>{t.best.fit}</small>
          <small>{t.best.different}</small>
        </div>
      </div>
      {state === 'rolling' ? (
        <Button onClick={stopBest}>{t.best.stop}</Button>
      ) : (
        <Button
          look="accent"
          data-focus
          aria-disabled={why !== null}
          title={why ? t.obstacle[why] : undefined}
          onClick={start}
        >
          {state === 'idle' ? t.best.start(choice.rolls) : t.best.again}
        </Button>
      )}
    </>
  )
}
