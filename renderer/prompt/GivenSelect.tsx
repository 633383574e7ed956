import type { ModelCard } from '#shared/studio/models.ts'
import { give, ownOf, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { Reset } from '../ui/Reset.tsx'
import { type Option, Select } from '../ui/Select.tsx'

type Props = { control: 'sampler' | 'schedule' | 'vae'; options: readonly Option[]; model: ModelCard }

export function GivenSelect({ control, options, model }: Props) {
  const given = useDesk(desk => desk.given[control])
  const own = ownOf(model, control)
  return (
    <div className="field" data-given={given !== undefined}>
      <span className="field-label" title={t.drawing.help[control]}>
        {t.drawing[control]}
      </span>
      <Reset
        given={given !== undefined}
        label={t.drawing[control]}
        onReset={() => give(control, undefined)}
      />
      <Select
        label={t.drawing[control]}
        value={String(given ?? own)}
        options={options.map(option => (option.value === own ? { ...option, note: t.drawing.own } : option))}
        onChange={value => give(control, value === own ? undefined : value)}
      />
    </div>
  )
}
