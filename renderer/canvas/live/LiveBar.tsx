import { Loader } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { noConditions } from '#shared/conditions.ts'
import { setStaging, useStaging } from '../../stores/canvas-staging.ts'
import { useStroke } from '../../stores/canvas-stroke.ts'
import { setCanvasView, useCanvasView } from '../../stores/canvas-view.ts'
import { useDesk } from '../../stores/desk.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { deskGeneration } from '../../stores/live.ts'
import { t } from '../../strings.ts'
import { Slider } from '../../ui/Slider.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { useSteering } from './steering.ts'

const words = t.canvas.live
/** Steps of a picture that is shown while the pen is down; the next one comes soon. */
const quick = { most: 4, least: 2 }
/** While the pen is down, a picture that took longer than this, in ms, is followed by one of fewer steps. */
const slow = 300

/** The picture that follows the drawing: on or off, how much of it is seen, and what it would be without the drawing. */
export function LiveBar() {
  const desk = useDesk()
  const { live, steers } = useCanvasView()
  const { opacity, chosen, compares } = useStaging()
  const trouble = useSteering(({ error }) => error)
  const [without, setWithout] = useState(false)
  const [steps, setSteps] = useState(quick.most)
  const drawing = useStroke(({ items }) => items.length > 0)
  const generation = deskGeneration(desk)
  const shown = generation && (without ? { ...generation, conditions: noConditions } : generation)
  const { pngs, done, error } = useDrafts('canvas', live && shown ? [shown] : null, {
    side: 256,
    ...(drawing && { steps }),
  })
  const took = useTook(JSON.stringify(shown), done)
  useEffect(() => {
    if (!drawing || took === null) return
    if (took > slow) setSteps(now => Math.max(quick.least, now - 1))
    else if (took < slow / 2) setSteps(now => Math.min(quick.most, now + 1))
  }, [took, drawing])
  const [png = null] = pngs
  useEffect(() => {
    if (chosen === null) setStaging({ shown: live ? png : null })
  }, [png, live, chosen])
  useEffect(() => () => setStaging({ shown: null, chosen: null }), [])
  return (
    <section className="canvas-live" aria-label={words.title}>
      <span className="canvas-switch" title={words.onHelp}>
        <Switch label={words.on} checked={live} onChange={on => setCanvasView({ live: on })} />
        {words.on}
      </span>
      <div className="canvas-option" title={words.opacity}>
        <Slider
          label={words.opacity}
          value={opacity}
          min={0}
          max={1}
          step={0.05}
          onChange={next => setStaging({ opacity: next })}
        />
        <output>{Math.round(opacity * 100)} %</output>
      </div>
      <button
        type="button"
        className="chip toggle"
        aria-pressed={without}
        disabled={!live}
        onClick={() => setWithout(!without)}
      >
        {words.without}
      </button>
      <button
        type="button"
        className="chip toggle"
        aria-pressed={compares}
        title={words.partsHelp}
        onClick={() => setStaging({ compares: !compares })}
      >
        {words.parts}
      </button>
      <span className="canvas-switch" title={words.steersHelp}>
        <Switch label={words.steers} checked={steers} onChange={on => setCanvasView({ steers: on })} />
        {words.steers}
      </span>
      <span className="canvas-live-state" data-bad={Boolean(error ?? trouble)}>
        {(error ?? trouble) || (live && (done ? took && words.took(took) : <Waits />))}
      </span>
    </section>
  )
}

const Waits = () => (
  <>
    <Loader size={12} className="turning" aria-hidden />
    {words.waits}
  </>
)

/** How long the newest picture took from when it was wanted, in ms. */
function useTook(wanted: string, done: boolean): number | null {
  const begun = useRef({ wanted: '', at: 0 })
  const [took, setTook] = useState<number | null>(null)
  if (begun.current.wanted !== wanted) begun.current = { wanted, at: performance.now() }
  useEffect(() => {
    if (done) setTook(performance.now() - begun.current.at)
  }, [done])
  return took
}
