import { drawsNoise, type SamplerId, samplerNames } from '#shared/sampler-names.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { DieRow } from './DieRow.tsx'

/** The noise that a stochastic sampler adds on the way. */
export function SamplerDie({ model }: { model: ModelCard }) {
  const sampler = useDesk(desk => (desk.given.sampler ?? model.defaults.sampler) as SamplerId)
  const name = samplerNames[sampler]
  return (
    <DieRow
      die="sampler"
      label={t.diceParts.sampler}
      pips={9}
      off={drawsNoise.has(sampler) ? null : t.diceParts.noNoise(name)}
    />
  )
}
