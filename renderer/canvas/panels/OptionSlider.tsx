import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { Slider } from '../../ui/Slider.tsx'

type Props = {
  name: 'size' | 'opacity' | 'smoothing' | 'tolerance'
  min: number
  max: number
  step: number
  unit: 'px' | '%' | ''
  /** Finer among small values. */
  curve?: boolean
}

/** A setting of the tool in hand with its value. */
export function OptionSlider({ name, min, max, step, unit, curve = false }: Props) {
  const value = useCanvasView(view => view[name])
  const label = t.canvas.options[name]
  const said = unit === '%' ? `${Math.round(value * 100)} %` : `${Math.round(value)}${unit && ` ${unit}`}`
  const shown = curve ? Math.sqrt((value - min) / (max - min)) : value
  const range = curve ? { min: 0, max: 1, step: 0.005 } : { min, max, step }
  return (
    <div className="canvas-option">
      <span>{label}</span>
      <Slider
        label={`${label}: ${said}`}
        value={shown}
        {...range}
        onChange={next => setCanvasView({ [name]: curve ? Math.round(min + next ** 2 * (max - min)) : next })}
      />
      <output>{said}</output>
    </div>
  )
}
