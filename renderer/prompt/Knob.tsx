import type { ModelCard } from '#shared/studio/models.ts'
import { snap } from '../lib/number.ts'
import { giveKnob, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Reset } from '../ui/Reset.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { AngleMark, HueMark } from './KnobMark.tsx'

type Row = ModelCard['knobs'][number]

export function Knob({ knob }: { knob: Row }) {
  const given = useDesk(desk => desk.knobs[knob.name])
  if (knob.kind === 'choice' || knob.choices.length) return <ChoiceKnob knob={knob} given={given} />
  return <NumberKnob knob={knob} given={given} />
}

function NumberKnob({ knob, given }: { knob: Row; given: number | string | undefined }) {
  const { name, label, kind, help, unit } = knob
  const [min, max] = [knob.min ?? 0, knob.max ?? 1]
  const range = { min, max, step: max - min > 20 ? 1 : max - min > 2 ? 0.1 : 0.01 }
  const value = given ?? knob.default
  const number = value === null ? null : Number(value)
  const middle = snap((min + max) / 2, range)
  const set = (next: number) => giveKnob(name, next)
  return (
    <div className="knob" data-live data-kind={kind} data-given={given !== undefined}>
      <NumberField
        label={label}
        help={[help, unit].filter(Boolean).join(' · ')}
        value={number}
        start={middle}
        given={given !== undefined}
        {...range}
        pace={range.step === 1 ? 3 : 4}
        onChange={set}
        onReset={() => giveKnob(name, undefined)}
      />
      <div className="knob-track">
        <Slider label={t.knobs.slider(label)} value={number ?? middle} {...range} onChange={set} />
        {kind === 'angle' && <AngleMark degrees={number} />}
        {kind === 'hue' && <HueMark degrees={number} />}
      </div>
    </div>
  )
}

function ChoiceKnob({ knob, given }: { knob: Row; given: number | string | undefined }) {
  const { name, label, choices, help } = knob
  return (
    <div className="field" data-given={given !== undefined}>
      <span className="field-label" title={help}>
        {label}
      </span>
      <Reset given={given !== undefined} label={label} onReset={() => giveKnob(name, undefined)} />
      <Select
        label={label}
        value={String(given ?? knob.default ?? '')}
        placeholder={t.any}
        options={choices.map(choice => ({ value: choice, label: choice }))}
        onChange={value => giveKnob(name, value)}
      />
    </div>
  )
}
