import { plain } from '#shared/generation.ts'
import { refiner as schema } from '#shared/refiner.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { useModels } from '../stores/models.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Select } from '../ui/Select.tsx'

const none = ''
/** As A1111's slider has it. */
const range = { min: 0.05, max: 0.95, step: 0.05 }

/** Under a model whose pictures a refiner can end: which one, and where it takes over. Nothing where none is known. */
export function RefinerFields({ model }: { model: ModelCard }) {
  const chosen = useDesk(desk => desk.refiner)
  const models = useModels(state => state.models)
  const known = models.filter(({ refining }) => refining === 'is')
  if (model.refining !== 'takes' || (!known.length && !chosen)) return null
  const options = known.map(({ id, name, problem }) => ({
    value: id,
    label: name,
    note: problem ?? undefined,
    disabled: problem !== null,
  }))
  const gone = chosen && !known.some(({ id }) => id === chosen.model)
  const own = schema.parse({ model: 'any' }).at
  const choose = (id: string) =>
    setDesk({
      refiner: id === none ? plain.refiner : schema.parse({ model: id, at: chosen?.at ?? own }),
    })
  return (
    <>
      <div className="row refiner-row">
        <span className="row-label" title={t.refiner.help}>
          {t.refiner.label}
        </span>
        <Select
          label={t.refiner.label}
          value={chosen?.model ?? none}
          options={[
            { value: none, label: t.refiner.none },
            ...options,
            ...(gone ? [{ value: chosen.model, label: chosen.model, note: t.refiner.gone }] : []),
          ]}
          onChange={choose}
        />
      </div>
      {gone && (
        <p className="problem" role="alert">
          {chosen.model}: {t.refiner.gone}
        </p>
      )}
      {chosen && (
        <NumberField
          label={t.refiner.at}
          help={t.refiner.atHelp}
          value={chosen.at}
          given={chosen.at !== own}
          {...range}
          onChange={at => setDesk({ refiner: { ...chosen, at } })}
          onReset={() => setDesk({ refiner: { ...chosen, at: own } })}
        />
      )}
    </>
  )
}
