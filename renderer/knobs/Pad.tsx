import { useDesk } from '../stores/desk.ts'
import { placeOf } from '../stores/dials.ts'
import { axesOf, usePad } from '../stores/pad.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { PadSquare } from './PadSquare.tsx'
import { useDials } from './use-dials.ts'

const fine = ([3, 5] as const).map(value => ({ value, label: t.steering.pad.fine[value], show: `${value}²` }))

/** Any two knobs as the axes of a square. */
export function Pad() {
  const dials = useDials()
  const desk = useDesk()
  const pad = usePad()
  const axes = axesOf(dials, pad, dial => (placeOf(desk, dial) ?? 0) !== 0)
  if (!axes) return null
  const [x, y] = axes
  const options = dials.map(({ key, label }) => ({ value: key, label }))
  const choose = (axis: 'x' | 'y') => (key: string) => {
    const other = axis === 'x' ? 'y' : 'x'
    const taken = key === (axis === 'x' ? y : x).key
    // The other axis' knob: the two change places.
    usePad.setState({ [axis]: key, ...(taken && { [other]: (axis === 'x' ? x : y).key }) })
  }
  return (
    <Section title={t.steering.pad.title} open={false}>
      <div className="pad-axes">
        <span>{t.steering.pad.x}</span>
        <Select label={t.steering.pad.x} value={x.key} options={options} onChange={choose('x')} />
        <Segmented
          label={t.steering.pad.ground}
          value={pad.fine}
          options={fine}
          onChange={fine => usePad.setState({ fine })}
        />
        <span>{t.steering.pad.y}</span>
        <Select label={t.steering.pad.y} value={y.key} options={options} onChange={choose('y')} />
      </div>
      <PadSquare x={x} y={y} side={pad.fine} />
      <p className="knob-help">{t.steering.pad.help}</p>
    </Section>
  )
}
