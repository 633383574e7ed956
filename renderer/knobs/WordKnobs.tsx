import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { AddPair } from './AddPair.tsx'
import { SteerRow } from './SteerRow.tsx'
import { useRows } from './use-rows.ts'

/** Pairs of words as directions. */
export function WordKnobs() {
  const rows = useRows('words')
  return (
    <Section title={t.steering.words.title}>
      {rows.map(row => (
        <SteerRow key={row.key} row={row} />
      ))}
      <AddPair />
    </Section>
  )
}
