import { limits } from '#shared/generation.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { sizePresets } from '../lib/sizes.ts'
import { give, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Shape } from '../ui/Shape.tsx'

export function SizeField({ model }: { model: ModelCard }) {
  const { width, height } = useDesk(desk => desk.given)
  const size = {
    width: Number(width ?? model.defaults.width),
    height: Number(height ?? model.defaults.height),
  }
  const set = (name: 'width' | 'height', value: number) =>
    give(name, value === model.defaults[name] ? undefined : value)
  const presets = sizePresets(model)
  const most = Math.floor(limits.side.max / model.multiple) * model.multiple
  const side = (name: 'width' | 'height') => (
    <NumberField
      label={t.drawing[name]}
      help={t.drawing.multiple(model.multiple)}
      value={size[name]}
      given={{ width, height }[name] !== undefined}
      min={model.multiple}
      max={most}
      step={model.multiple}
      pace={12}
      onChange={value => set(name, value)}
      onReset={() => give(name, undefined)}
    />
  )
  return (
    <>
      {presets.length > 1 && (
        <fieldset className="shapes">
          <legend className="visually-hidden">{t.drawing.size}</legend>
          {presets.map(preset => (
            <button
              key={preset.id}
              type="button"
              aria-label={`${t.drawing.shapes[preset.id]}, ${preset.width} × ${preset.height}`}
              title={`${preset.width} × ${preset.height}`}
              aria-pressed={size.width === preset.width && size.height === preset.height}
              onClick={() => {
                set('width', preset.width)
                set('height', preset.height)
              }}
            >
              <Shape width={preset.width} height={preset.height} />
            </button>
          ))}
        </fieldset>
      )}
      {side('width')}
      {side('height')}
    </>
  )
}
