import type { Layer } from '#shared/canvas/records.ts'
import { t } from '../../strings.ts'
import { Slider } from '../../ui/Slider.tsx'
import { slideLayer } from './layer-deeds.ts'

type Props = {
  layer: Layer
  name: 'opacity' | 'weight' | 'feather' | 'hold' | 'from' | 'to'
  label: string
  min: number
  max: number
  step: number
  help?: string
}

/** A number of a layer with its value. */
export function LayerSlider({ layer, name, label, help, ...range }: Props) {
  const said = `${Math.round(layer[name] * 100)} %`
  return (
    <div className="canvas-option wide" title={help}>
      <span>{label}</span>
      <Slider
        label={`${label}: ${said}`}
        value={layer[name]}
        {...range}
        onChange={value =>
          slideLayer(
            layer.id,
            { [name]: value },
            name === 'opacity' ? t.canvas.deeds.opacity : t.canvas.deeds.condition,
          )
        }
      />
      <output>{said}</output>
    </div>
  )
}
