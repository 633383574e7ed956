import { useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { DieRow } from './DieRow.tsx'

/** One die for each latent channel of the model. */
export function Channels({ count }: { count: number }) {
  const rolled = useDesk(desk => Object.keys(desk.dice.channels).length)
  return (
    <Section title={t.diceParts.channels} open={rolled > 0}>
      {Array.from({ length: count }, (_, n) => (
        <DieRow key={n} die={`channel:${n}`} label={t.diceParts.channel(n)} pips={[1, 4, 9, 16][n % 4]!} />
      ))}
    </Section>
  )
}
