import { Route } from 'lucide-react'
import { useEffect } from 'react'
import { duration } from '../lib/time.ts'
import { openDialog, useView } from '../stores/view.ts'
import { changeWalk, isDrawn, lengthOf, runWalk, stopWalk, useWalk, walkThrough } from '../stores/walk.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Switch } from '../ui/Switch.tsx'
import { WalkPlayer } from './WalkPlayer.tsx'
import { WalkSave } from './WalkSave.tsx'
import { WalkStops } from './WalkStops.tsx'

/** From picture to picture through their noise: which, how far apart, how fast; played in place, then saved. */
export function WalkDialog() {
  const { walk } = t.diceParts
  useEffect(() => {
    const { chosen } = useView.getState()
    if (chosen.size > 1) void walkThrough([...chosen])
  }, [])
  const error = useWalk(state => state.error)
  return (
    <Dialog title={walk.title} className="wide walk" onClose={() => openDialog(null)}>
      <div className="walk-body">
        <div className="walk-side">
          <p className="die-why">{walk.help}</p>
          <WalkStops />
          <WalkShape />
          {error && (
            <div className="problem" role="alert">
              <p>{error}</p>
            </div>
          )}
          <DrawButton />
        </div>
        <div className="walk-main">
          <WalkPlayer />
          <WalkSave />
        </div>
      </div>
    </Dialog>
  )
}

function WalkShape() {
  const { walk } = t.diceParts
  const state = useWalk()
  const { between, perSecond, loop } = state
  const frames = lengthOf(state)
  return (
    <div className="walk-shape">
      <NumberField
        label={walk.between}
        value={between}
        given={between !== 12}
        min={1}
        max={240}
        step={1}
        onChange={value => changeWalk({ between: value })}
        onReset={() => changeWalk({ between: 12 })}
      />
      <NumberField
        label={walk.speed}
        value={perSecond}
        given={perSecond !== 12}
        min={1}
        max={60}
        step={1}
        onChange={value => useWalk.setState({ perSecond: value })}
        onReset={() => useWalk.setState({ perSecond: 12 })}
      />
      <div className="row">
        <span className="row-label">{walk.loop}</span>
        <Switch label={walk.loop} checked={loop} onChange={value => changeWalk({ loop: value })} />
      </div>
      {frames > 0 && <p className="die-why">{walk.length(frames, (frames / perSecond).toFixed(1))}</p>}
    </div>
  )
}

function DrawButton() {
  const { walk } = t.diceParts
  const state = useWalk()
  const { busy, frames, msLeft } = state
  const of = lengthOf(state)
  if (busy === 'drawing')
    return (
      <div className="walk-going">
        <Progress share={of ? frames.length / of : null} label={walk.drawing} />
        <span>{walk.progress(frames.length, of, msLeft === null ? '' : duration(msLeft))}</span>
        <Button onClick={stopWalk}>{t.cancel}</Button>
      </div>
    )
  if (isDrawn(state)) return null
  return (
    <Button
      icon={Route}
      look="accent"
      disabled={of === 0 || busy !== null}
      data-focus
      onClick={() => runWalk()}
    >
      {walk.draw(of)}
    </Button>
  )
}
