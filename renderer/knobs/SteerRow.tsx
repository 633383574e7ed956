import { Clock, GalleryHorizontal, Save, X } from 'lucide-react'
import { type Steering, steerLimits } from '#shared/steer.ts'
import { keepSteering } from '../actions/knobs.ts'
import { changeSteer, removeSteer, switchSteer, unfold, useSteer } from '../stores/steer.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Switch } from '../ui/Switch.tsx'
import { AmountNumber } from './AmountNumber.tsx'
import { AmountSlider } from './AmountSlider.tsx'
import { laneOf } from './lane-of.ts'
import { StepWindow } from './StepWindow.tsx'
import { Strip } from './Strip.tsx'
import { useDial } from './use-dials.ts'

type Props = { row: { key: string; steering: Steering; on: boolean } }

/** A knob that is turned: its name and tools, its slider, and on demand its steps and what it does. */
export function SteerRow({ row: { key, steering, on } }: Props) {
  const strip = useSteer(state => state.strips.has(key))
  const steps = useSteer(state => state.windows.has(key))
  const dial = useDial(steering)
  const { label } = dial
  const narrowed = steering.from > 0 || steering.to < 1
  return (
    <fieldset className="steer-row" data-live data-on={on}>
      <legend className="visually-hidden">{label}</legend>
      <div className="steer-head">
        <Switch label={t.steering.on(label)} checked={on} onChange={next => switchSteer(key, next)} />
        <span className="steer-name" title={label}>
          {label}
        </span>
        <IconButton
          icon={Clock}
          label={t.steering.window(label)}
          on={steps}
          className={narrowed ? 'lit' : ''}
          onClick={() => unfold('windows', key, !steps)}
        />
        <IconButton
          icon={GalleryHorizontal}
          label={strip ? t.steering.hideStrip(label) : t.steering.strip(label)}
          on={strip}
          onClick={() => unfold('strips', key, !strip)}
        />
        {steering.kind !== 'direction' && (
          <IconButton
            icon={Save}
            label={t.steering.shelf.keep(label)}
            onClick={() => void keepSteering(steering, label)}
          />
        )}
        <IconButton icon={X} label={t.steering.remove(label)} onClick={() => removeSteer(key)} />
      </div>
      <SteerTurn steering={steering} />
      {steps && <StepWindow steering={steering} name={label} />}
      {strip && <Strip dial={dial} lane={laneOf('strip', key)} />}
    </fieldset>
  )
}

/** How far it is turned: slider and number. */
export function SteerTurn({ steering }: { steering: Steering }) {
  const { key, label, less, more } = useDial(steering)
  const set = (amount: number) => changeSteer(key, { amount })
  return (
    <div className="steer-turn" data-turned={steering.amount !== 0}>
      <div className="steer-track">
        <AmountSlider
          label={t.steering.slider(label)}
          amount={steering.amount}
          title={t.steering.zeroHelp}
          onChange={set}
          onReset={() => set(0)}
        />
        {(less || more) && (
          <div className="steer-ends" aria-hidden>
            <span>{less}</span>
            <span>{more}</span>
          </div>
        )}
      </div>
      <AmountNumber
        label={t.steering.amount(label)}
        value={steering.amount}
        {...steerLimits.amount}
        onChange={set}
      />
    </div>
  )
}
