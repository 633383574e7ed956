import { Telescope } from 'lucide-react'
import { useState } from 'react'
import { duration } from '../lib/time.ts'
import { cancelDiscovery, discover, type RollCount, rollCounts, useDiscovered } from '../stores/discovered.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Segmented } from '../ui/Segmented.tsx'

const options = rollCounts.map(value => ({ value, label: String(value) }))

/** Rolls the prompt to find what it varies in. */
export function Discover({ again }: { again: boolean }) {
  const [rolls, setRolls] = useState<RollCount>(64)
  const run = useDiscovered(state => state.run)
  const error = useDiscovered(state => state.error)
  if (run) return <Running />
  return (
    <div className="discover">
      <div className="discover-line">
        <Button
          icon={Telescope}
          look={again ? 'plain' : 'accent'}
          onClick={() => void discover(rolls, t.steering.found.called)}
        >
          {again ? t.steering.found.again : t.steering.found.find}
        </Button>
        <Segmented
          label={t.steering.found.rolls}
          value={rolls}
          options={options}
          onChange={setRolls}
          className="rolls"
        />
      </div>
      {error ? (
        <p className="knob-help bad" role="alert">
          {error}
        </p>
      ) : (
        !again && <p className="knob-help">{t.steering.found.help}</p>
      )}
    </div>
  )
}

function Running() {
  const { drawn, rolls, phase, msLeft } = useDiscovered(state => state.run)!
  const { rolling, looking, left, progress } = t.steering.found
  return (
    <div className="discover">
      <Progress share={phase === 'rolls' ? drawn / rolls : null} label={progress} />
      <div className="discover-line">
        <span className="discover-state">
          {phase === 'rolls' ? rolling(drawn, rolls) : looking}
          {phase === 'rolls' && msLeft !== null && <small>{left(duration(msLeft))}</small>}
        </span>
        <Button look="quiet" onClick={cancelDiscovery}>
          {t.cancel}
        </Button>
      </div>
    </div>
  )
}
