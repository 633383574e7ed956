import { Slider as Radix } from 'radix-ui'
import type { Steering } from '#shared/steer.ts'
import { stepsWithin } from '../lib/amount.ts'
import { useDesk } from '../stores/desk.ts'
import { changeSteer, keyOf } from '../stores/steer.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'

/** The part of the way in which a knob acts, and which steps that is. */
export function StepWindow({ steering, name }: { steering: Steering; name: string }) {
  const own = useModel()?.defaults.steps ?? 20
  const steps = useDesk(desk => Number(desk.given.steps ?? own))
  const { from, to } = steering
  const within = stepsWithin(from, to, steps)
  const text = within ? t.steering.steps(within[0], within[1], steps) : t.steering.noSteps
  const key = keyOf(steering)
  return (
    <div className="step-window">
      <Radix.Root
        className="slider"
        min={0}
        max={1}
        step={0.05}
        value={[from, to]}
        minStepsBetweenThumbs={1}
        onValueChange={([from, to]) => changeSteer(key, { from: from!, to: to! })}
      >
        <Radix.Track className="slider-track">
          <Radix.Range className="slider-range" />
        </Radix.Track>
        <Radix.Thumb className="slider-thumb" aria-label={t.steering.windowFrom(name)} />
        <Radix.Thumb className="slider-thumb" aria-label={t.steering.windowTo(name)} />
      </Radix.Root>
      <span className="window-text">{text}</span>
    </div>
  )
}
