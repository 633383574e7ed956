import { GalleryHorizontal } from 'lucide-react'
import type { ModelCard } from '#shared/studio/models.ts'
import { Knob } from '../prompt/Knob.tsx'
import { setDesk, useDesk } from '../stores/desk.ts'
import { isNumeric, ownDial } from '../stores/dials.ts'
import { unfold, useSteer } from '../stores/steer.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Section } from '../ui/Section.tsx'
import { laneOf } from './lane-of.ts'
import { Strip } from './Strip.tsx'

/** What the model was taught to be turned by. */
export function OwnKnobs({ model }: { model: ModelCard }) {
  const given = useDesk(desk => Object.keys(desk.knobs).length)
  return (
    <Section
      title={t.steering.own.title}
      note={
        given > 0 && (
          <button type="button" className="link" onClick={() => setDesk({ knobs: {} })}>
            {t.knobs.clear}
          </button>
        )
      }
    >
      {model.knobs.map(knob => (
        <OwnRow key={knob.name} knob={knob} />
      ))}
      {model.knobs.length === 0 && <p className="knob-help">{t.steering.own.none}</p>}
    </Section>
  )
}

function OwnRow({ knob }: { knob: ModelCard['knobs'][number] }) {
  const key = `own:${knob.name}`
  const strip = useSteer(state => state.strips.has(key))
  if (!isNumeric(knob)) return <Knob knob={knob} />
  return (
    <>
      <div className="own-row">
        <Knob knob={knob} />
        <IconButton
          icon={GalleryHorizontal}
          label={strip ? t.steering.hideStrip(knob.label) : t.steering.strip(knob.label)}
          on={strip}
          onClick={() => unfold('strips', key, !strip)}
        />
      </div>
      {strip && (
        <div data-live>
          <Strip dial={ownDial(knob)} lane={laneOf('strip', key)} />
        </div>
      )}
    </>
  )
}
