import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'

export function Meter() {
  return (
    <Section title={t.steering.meter.title} open={false}>
      {null}
    </Section>
  )
}
