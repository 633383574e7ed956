import { limits } from '#shared/generation.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { give, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Section } from '../ui/Section.tsx'
import { GivenSelect } from './GivenSelect.tsx'
import { Presets } from './Presets.tsx'
import { ReadingFields } from './ReadingFields.tsx'
import { SizeField } from './SizeField.tsx'

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
const samplers = options(samplerNames)
const schedules = options(scheduleNames)

/** How the picture is drawn; every control begins at the model's own value. */
export function Drawing({ model }: { model: ModelCard }) {
  const given = useDesk(desk => desk.given)
  const number = (name: 'steps' | 'guidance', step: number) => (
    <NumberField
      label={t.drawing[name]}
      help={t.drawing.help[name]}
      value={Number(given[name] ?? model.defaults[name])}
      given={given[name] !== undefined}
      {...limits[name]}
      step={step}
      onChange={value => give(name, value)}
      onReset={() => give(name, undefined)}
    />
  )
  return (
    <Section title={t.drawing.title}>
      <Presets model={model} />
      {number('steps', 1)}
      <div data-live>{number('guidance', 0.5)}</div>
      <GivenSelect control="sampler" options={samplers} model={model} />
      <GivenSelect control="schedule" options={schedules} model={model} />
      <ReadingFields model={model} />
      <SizeField model={model} />
    </Section>
  )
}
