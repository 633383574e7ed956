import type { ModelCard } from '#shared/studio/models.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'

/** The ways of drawing that a model's makers recommend. */
export function Presets({ model }: { model: ModelCard }) {
  const given = useDesk(desk => desk.given)
  const presets = Object.entries(model.presets)
  if (presets.length < 2) return null
  const isOn = (preset: object) =>
    Object.entries({ ...model.defaults, ...preset })
      .filter(([name]) => name !== 'width' && name !== 'height')
      .every(([name, value]) => ({ ...model.defaults, ...given })[name as 'steps'] === value)
  const apply = (preset: ModelCard['presets'][string]) => {
    const { width, height } = given
    const changed = Object.entries(preset).filter(
      ([name, value]) => model.defaults[name as keyof typeof preset] !== value,
    )
    setDesk({ given: { ...(width && { width }), ...(height && { height }), ...Object.fromEntries(changed) } })
  }
  return (
    <fieldset className="chips">
      <legend className="visually-hidden">{t.drawing.presets}</legend>
      {presets.map(([name, preset]) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={isOn(preset)}
          onClick={() => apply(preset)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
