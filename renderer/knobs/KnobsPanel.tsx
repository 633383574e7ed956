import { Grid3x3, X } from 'lucide-react'
import { useEffect } from 'react'
import { gridOfDesk } from '../actions/grids.ts'
import { seedsAndKnob } from '../grids/axis-kinds.ts'
import { useDesk } from '../stores/desk.ts'
import { loadShelf } from '../stores/knob-shelf.ts'
import { useModel } from '../stores/use-model.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { AnalyticKnobs } from './AnalyticKnobs.tsx'
import { Discovered } from './Discovered.tsx'
import { DrawOnRelease } from './DrawOnRelease.tsx'
import { Meter } from './Meter.tsx'
import { OwnKnobs } from './OwnKnobs.tsx'
import { Pad } from './Pad.tsx'
import { Shelf } from './Shelf.tsx'
import { WordKnobs } from './WordKnobs.tsx'

/** Everything that turns a picture without another throw of the dice. */
export function KnobsPanel() {
  const model = useModel()
  const id = useDesk(desk => desk.model)
  useEffect(() => {
    if (id !== null) void loadShelf(id)
  }, [id])
  return (
    <>
      <header className="side-head">
        <h2>{t.steering.title}</h2>
        {model && !model.problem && (
          <IconButton
            icon={Grid3x3}
            label={t.grids.tableAny}
            onClick={() => gridOfDesk(base => seedsAndKnob(base, model).wish)}
          />
        )}
        <IconButton icon={X} label={t.close} keys="K" onClick={() => setView({ side: null })} />
      </header>
      {model && !model.problem && (
        <div className="panel-scroll knobs-panel">
          <DrawOnRelease />
          <OwnKnobs model={model} />
          <WordKnobs />
          <Discovered />
          <AnalyticKnobs />
          <Pad />
          <Meter />
          <Shelf />
        </div>
      )}
    </>
  )
}
