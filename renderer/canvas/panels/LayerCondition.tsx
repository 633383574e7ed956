import { type EdgeKind, edgeKinds, type Layer, type LayerRole } from '#shared/canvas/records.ts'
import { ownSketch } from '#shared/conditions.ts'
import { useModel } from '../../stores/use-model.ts'
import { t } from '../../strings.ts'
import { Select } from '../../ui/Select.tsx'
import { useSteering } from '../live/steering.ts'
import { LayerSlider } from './LayerSlider.tsx'
import { setLayer, slideLayer } from './layer-deeds.ts'

const words = t.canvas.condition
type Part = 'net' | 'edges' | 'words' | 'weight' | 'share' | 'feather' | 'hold' | 'padding' | 'window'

/** What can be said of a layer of each role. */
const partsOf: Record<LayerRole, readonly Part[]> = {
  sketch: ['net', 'edges', 'weight', 'window'],
  colour: ['hold'],
  region: ['words', 'share', 'feather', 'window'],
  mask: ['feather', 'padding'],
  image: ['hold'],
  result: [],
}

/** What a layer tells the model, and a small picture of what the model sees of it. */
export function LayerCondition({ layer }: { layer: Layer }) {
  return (
    <section className="canvas-condition" aria-label={words.title}>
      <h3>{t.canvas.layers.about[layer.role]}</h3>
      <LayerSlider layer={layer} name="opacity" label={t.canvas.layers.opacity} min={0} max={1} step={0.05} />
      {partsOf[layer.role].map(part => {
        const Shown = parts[part]
        return <Shown key={part} layer={layer} />
      })}
      <Seen layer={layer} />
    </section>
  )
}

const parts: Record<Part, (props: { layer: Layer }) => React.ReactNode> = {
  net: Net,
  edges: ({ layer }) => (
    <div className="field">
      <span>{words.edges}</span>
      <Select
        label={words.edges}
        value={layer.edges}
        options={edgeKinds.map(value => ({ value, label: words.edgeKinds[value] }))}
        onChange={edges => setLayer(layer.id, { edges: edges as EdgeKind }, t.canvas.deeds.condition)}
      />
    </div>
  ),
  words: ({ layer }) => (
    <label className="field stacked">
      <span>{words.words}</span>
      <input
        className="text-field"
        value={layer.words}
        placeholder={words.wordsHint}
        maxLength={500}
        onChange={event => slideLayer(layer.id, { words: event.target.value }, t.canvas.deeds.condition)}
      />
    </label>
  ),
  weight: ({ layer }) => (
    <LayerSlider layer={layer} name="weight" label={words.weight} min={0} max={2} step={0.05} />
  ),
  share: ({ layer }) => (
    <LayerSlider layer={layer} name="weight" label={words.weight} min={0} max={1} step={0.05} />
  ),
  feather: ({ layer }) => (
    <LayerSlider layer={layer} name="feather" label={words.feather} min={0} max={0.3} step={0.01} />
  ),
  hold: ({ layer }) => (
    <LayerSlider
      layer={layer}
      name="hold"
      label={words.hold}
      min={0}
      max={1}
      step={0.05}
      help={words.holdHelp}
    />
  ),
  padding: ({ layer }) => (
    <label className="field check">
      <input
        type="checkbox"
        checked={layer.padding !== null}
        onChange={event =>
          setLayer(layer.id, { padding: event.target.checked ? 32 : null }, t.canvas.deeds.condition)
        }
      />
      <span>{words.padding}</span>
    </label>
  ),
  window: ({ layer }) => (
    <>
      <LayerSlider layer={layer} name="from" label={words.from} min={0} max={1} step={0.05} />
      <LayerSlider layer={layer} name="to" label={words.to} min={0} max={1} step={0.05} />
    </>
  ),
}

function Net({ layer }: { layer: Layer }) {
  const nets = useModel()?.controls ?? []
  if (!nets.length) return <p className="canvas-note">{words.noNet}</p>
  const known = nets.includes(layer.net) ? nets : [...nets, layer.net]
  return (
    <div className="field">
      <span>{words.net}</span>
      <Select
        label={words.net}
        value={layer.net}
        options={known.map(value => ({
          value,
          label: value === ownSketch ? words.ownSketch : value,
          disabled: !nets.includes(value),
        }))}
        onChange={net => setLayer(layer.id, { net }, t.canvas.deeds.condition)}
      />
    </div>
  )
}

function Seen({ layer }: { layer: Layer }) {
  const map = useSteering(({ maps }) => maps.get(layer.id))
  const untold = useSteering(state => state.untold.get(layer.id))
  if (layer.role === 'result') return <p className="canvas-note">{words.nothing}</p>
  return (
    <figure className="canvas-seen">
      <figcaption>{words.sees}</figcaption>
      {map && layer.visible ? (
        <img src={map.url} width={map.width} height={map.height} alt={words.sees} />
      ) : (
        <p className="canvas-note">{words.untold[untold ?? 'empty']}</p>
      )}
    </figure>
  )
}
