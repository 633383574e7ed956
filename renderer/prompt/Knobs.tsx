import type { ModelCard } from '#shared/studio/models.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { Knob } from './Knob.tsx'

/** The model's own controls; one that is not given leaves the choice to the dice. */
export function Knobs({ model }: { model: ModelCard }) {
  const given = useDesk(desk => Object.keys(desk.knobs).length)
  return (
    <Section
      title={t.knobs.title}
      note={
        given > 0 && (
          <button type="button" className="link" onClick={() => setDesk({ knobs: {} })}>
            {t.knobs.clear}
          </button>
        )
      }
    >
      {model.knobs.map(knob => (
        <Knob key={knob.name} knob={knob} />
      ))}
    </Section>
  )
}
