import { type AnalyticKnob, analyticKnobs } from '#shared/steer.ts'
import { addSteer } from '../stores/steer.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { SteerRow } from './SteerRow.tsx'
import { useRows } from './use-rows.ts'

const names = Object.keys(analyticKnobs) as AnalyticKnob[]

/** Knobs that are sums, not training. */
export function AnalyticKnobs() {
  const rows = useRows('analytic')
  const there = new Set(rows.map(({ key }) => key))
  const left = names.filter(name => !there.has(`analytic:${name}`))
  return (
    <Section title={t.steering.analytic.title}>
      {rows.map(row => (
        <SteerRow key={row.key} row={row} />
      ))}
      <fieldset className="chips">
        <legend className="visually-hidden">{t.steering.analytic.add}</legend>
        {left.map(name => (
          <button
            key={name}
            type="button"
            className="chip"
            title={analyticKnobs[name].unit}
            onClick={() => addSteer({ kind: 'analytic', name })}
          >
            {analyticKnobs[name].label}
          </button>
        ))}
      </fieldset>
      <p className="knob-help">{t.steering.analytic.help}</p>
    </Section>
  )
}
