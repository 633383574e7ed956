import { useMemo } from 'react'
import { useDesk } from '../stores/desk.ts'
import { foundFor, useDiscovered } from '../stores/discovered.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { Discover } from './Discover.tsx'
import { FoundRow } from './FoundRow.tsx'
import { SteerRow } from './SteerRow.tsx'
import { useRows } from './use-rows.ts'

/** Directions: those on the desk that come from elsewhere, then those found for this prompt. */
export function Discovered() {
  const rows = useRows('direction')
  const model = useDesk(desk => desk.model)
  const prompt = useDesk(desk => desk.prompt)
  const all = useDiscovered(state => state.found)
  const found = useMemo(() => foundFor(all, model, prompt), [all, model, prompt])
  const shown = new Set(found.map(({ id }) => `direction:${id}`))
  return (
    <Section title={t.steering.found.title}>
      {rows
        .filter(({ key }) => !shown.has(key))
        .map(row => (
          <SteerRow key={row.key} row={row} />
        ))}
      {found.map(one => (
        <FoundRow key={one.id} found={one} row={rows.find(({ key }) => key === `direction:${one.id}`)} />
      ))}
      <Discover again={found.length > 0} />
    </Section>
  )
}
