import { Boxes, TriangleAlert } from 'lucide-react'
import { sentenceOf } from '../errors.ts'
import { chooseModel } from '../stores/desk.ts'
import { loadModels, useModels } from '../stores/models.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { RefinerFields } from './RefinerFields.tsx'

export function ModelPicker() {
  const { models, state, error } = useModels()
  const model = useModel()
  const problem = error ? sentenceOf(error) : state === 'ready' && !model ? t.model.none : model?.problem
  return (
    <div className="model-picker">
      <div className="row">
        <span className="row-label">{t.model.label}</span>
        <Select
          label={t.model.label}
          value={model?.id ?? ''}
          placeholder={state === 'loading' ? t.loading : t.model.choose}
          disabled={!models.length}
          options={models.map(({ id, name, problem, native, shipped }) => ({
            value: id,
            label: name,
            note: problem ?? `${native.width} × ${native.height}${shipped ? ` · ${t.model.shipped}` : ''}`,
          }))}
          onChange={chooseModel}
        />
        <ActionButton action="view.models" icon={Boxes} />
      </div>
      {model && !model.problem && <RefinerFields model={model} />}
      {problem && (
        <div className="problem" role="alert">
          <TriangleAlert size={16} aria-hidden />
          <p>{problem}</p>
          <Button look="quiet" onClick={loadModels}>
            {t.retry}
          </Button>
        </div>
      )}
    </div>
  )
}
