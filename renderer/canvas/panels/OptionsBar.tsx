import { fitBox } from '#shared/canvas/edits/box.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { type CanvasView, setCanvasView, type ToolId, useCanvasView } from '../../stores/canvas-view.ts'
import { t } from '../../strings.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { pictureRule } from '../stage/picture-rule.ts'
import { DrawingMenu } from './DrawingMenu.tsx'
import { OptionSlider } from './OptionSlider.tsx'
import { SaveState } from './SaveState.tsx'

type Option =
  | 'size'
  | 'opacity'
  | 'smoothing'
  | 'pressure'
  | 'outline'
  | 'filled'
  | 'tolerance'
  | 'symmetry'
  | 'snap'
  | 'fitBox'

const forms: readonly Option[] = ['size', 'opacity', 'outline', 'filled', 'symmetry', 'snap']
/** What can be set of each tool. */
const optionsOf: Record<ToolId, readonly Option[]> = {
  brush: ['size', 'opacity', 'smoothing', 'pressure', 'symmetry'],
  eraser: ['size', 'opacity', 'smoothing', 'pressure', 'symmetry'],
  line: ['size', 'opacity', 'symmetry', 'snap'],
  rectangle: forms,
  ellipse: forms,
  polygon: forms,
  fill: ['opacity', 'tolerance'],
  label: ['size', 'opacity'],
  picker: [],
  lasso: [],
  move: ['snap'],
  box: ['snap', 'fitBox'],
  hand: [],
}

/** The drawing's name and menu, then what can be set of the tool in hand. */
export function OptionsBar() {
  const tool = useCanvasView(view => view.tool)
  return (
    <div className="canvas-options" role="toolbar" aria-label={t.canvas.options.title}>
      <DrawingMenu />
      <SaveState />
      <div className="canvas-tool-options">
        {optionsOf[tool].map(option => {
          const Shown = controls[option]
          return <Shown key={option} />
        })}
      </div>
    </div>
  )
}

const controls: Record<Option, () => React.ReactNode> = {
  size: () => <OptionSlider name="size" min={1} max={300} step={1} unit="px" curve />,
  opacity: () => <OptionSlider name="opacity" min={0.05} max={1} step={0.05} unit="%" />,
  smoothing: () => <OptionSlider name="smoothing" min={0} max={1} step={0.05} unit="%" />,
  tolerance: () => <OptionSlider name="tolerance" min={0} max={255} step={1} unit="" />,
  pressure: () => <Toggle name="pressure" />,
  outline: () => <Toggle name="outline" />,
  filled: () => <Toggle name="filled" />,
  snap: () => <Toggle name="snap" />,
  symmetry: Symmetry,
  fitBox: () => (
    <Button onClick={() => commit(t.canvas.deeds.box, fitBox(useCanvas.getState().drawing, pictureRule()))}>
      {t.canvas.options.fitBox}
    </Button>
  ),
}

function Toggle({ name }: { name: 'pressure' | 'outline' | 'filled' | 'snap' }) {
  const on = useCanvasView(view => view[name])
  return (
    <button
      type="button"
      className="chip toggle"
      aria-pressed={on}
      onClick={() => setCanvasView({ [name]: !on })}
    >
      {t.canvas.options[name]}
    </button>
  )
}

function Symmetry() {
  const value = useCanvasView(view => view.symmetry)
  const names = t.canvas.options.symmetries
  return (
    <Select
      label={t.canvas.options.symmetry}
      value={value}
      options={(Object.keys(names) as (keyof typeof names)[]).map(value => ({ value, label: names[value] }))}
      onChange={next => setCanvasView({ symmetry: next as CanvasView['symmetry'] })}
    />
  )
}
