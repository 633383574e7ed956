import { randomSeed } from '#shared/seed.ts'
import { duration } from '../lib/time.ts'
import { useDesk } from '../stores/desk.ts'
import { mapCounts, runMap, setMap, stopMap, useMap } from '../stores/map.ts'
import { leaveHere } from '../stores/map-here.ts'
import { obstacle, requestOf, seedOf } from '../stores/request.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Segmented } from '../ui/Segmented.tsx'

const counts = mapCounts.map(value => ({ value, label: String(value) }))

/** What is mapped, how many, and how far it is. */
export function MapHead() {
  const count = useMap(map => map.count)
  const state = useMap(map => map.state)
  const mapped = useMap(map => map.generation?.prompt)
  const prompt = useDesk(desk => desk.prompt)
  return (
    <header className="map-head">
      <p className="map-prompt">{mapped ?? prompt ?? t.stage.untitled}</p>
      <MapState />
      <Segmented label={t.map.count} value={count} options={counts} onChange={count => setMap({ count })} />
      {state === 'rolling' && <Button onClick={stopMap}>{t.cancel}</Button>}
      {(state === 'done' || state === 'stopped') && <DrawMap />}
    </header>
  )
}

/** The settings on the desk, from its seed if that is locked; again, from a new one. */
export function DrawMap() {
  const model = useModel()
  const why = useDesk(desk => obstacle(desk, model))
  const before = useMap(map => map.state !== 'idle')
  const draw = () => {
    if (!model || why) return
    const desk = useDesk.getState()
    const seed = desk.locked && !before ? seedOf(desk.seed)! : randomSeed()
    leaveHere()
    void runMap(model.id, requestOf(desk, seed, model.id).generation)
  }
  return (
    <Button
      look={before ? 'plain' : 'accent'}
      aria-disabled={why !== null}
      title={why ? t.obstacle[why] : before ? t.map.againHelp : undefined}
      onClick={draw}
    >
      {before ? t.map.again : t.map.draw}
    </Button>
  )
}

function MapState() {
  const state = useMap(map => map.state)
  const rolls = useMap(map => map.rolls)
  const of = useMap(map => map.of)
  const msLeft = useMap(map => map.msLeft)
  const done = rolls.filter(({ late }) => !late).length
  if (state === 'idle') return null
  if (state !== 'rolling')
    return <small>{state === 'done' ? t.map.rolls(rolls.length) : t.map.stopped(done, of)}</small>
  return (
    <div className="map-progress">
      <Progress share={done / of} label={t.map.progress} />
      <small>
        {done < of ? t.map.drawing(done, of) : t.map.placing}
        {msLeft !== null && done < of && ` · ${t.map.left(duration(msLeft))}`}
      </small>
    </div>
  )
}
