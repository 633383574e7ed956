import { Gauge } from 'lucide-react'
import { useState } from 'react'
import type { Generation } from '#shared/generation.ts'
import { places } from '../lib/amount.ts'
import { useDesk } from '../stores/desk.ts'
import { type Dial, placeOf } from '../stores/dials.ts'
import { useDrafts } from '../stores/drafts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Section } from '../ui/Section.tsx'
import { Select } from '../ui/Select.tsx'
import { MeterChart } from './MeterChart.tsx'
import { atPlaces, useDials } from './use-dials.ts'

const points = 7
/** A turn is looked at beyond what its slider reaches, so that its end comes into sight. */
const beyond = 1.5

type Sweep = { dial: Dial; amounts: number[]; generations: Generation[] }

/** Turns one knob through seven places and tells what it does, what else changes, and where more does no more. */
export function Meter() {
  const dials = useDials().filter(({ wraps }) => !wraps)
  const desk = useDesk()
  const [chosen, setChosen] = useState<string | null>(null)
  const [sweep, setSweep] = useState<Sweep | null>(null)
  const says = t.steering.meter
  const isTurned = (dial: Dial) => 'knob' in dial.turns && placeOf(desk, dial) !== null
  const dial = dials.find(({ key }) => key === chosen) ?? dials.find(isTurned) ?? dials[0]
  if (!dial) return null
  const measure = () => {
    const far = 'knob' in dial.turns ? beyond : 1
    const amounts = places(dial.min * far, dial.max * far, points)
    const generations = atPlaces(
      desk,
      amounts.map(amount => [[dial, amount]]),
    )
    if (generations) setSweep({ dial, amounts, generations })
  }
  return (
    <Section title={says.title} open={false}>
      <div className="meter-line">
        <Select
          label={says.knob}
          value={dial.key}
          options={dials.map(({ key, label }) => ({ value: key, label }))}
          onChange={setChosen}
        />
        <Button icon={Gauge} onClick={measure}>
          {says.measure}
        </Button>
      </div>
      {sweep ? <Measured key={sweep.dial.key} sweep={sweep} /> : <p className="knob-help">{says.help}</p>}
    </Section>
  )
}

function Measured({ sweep: { dial, amounts, generations } }: { sweep: Sweep }) {
  const { pngs, embeddings, done, error } = useDrafts('meter', generations, { side: 96, embed: true })
  const says = t.steering.meter
  const drawn = embeddings.filter(one => one !== null).length
  if (error) return <p className="knob-help bad">{error}</p>
  if (!done || drawn < points)
    return (
      <div className="discover">
        <Progress share={drawn / points} label={says.title} />
        <span className="discover-state">{says.measuring(drawn, points)}</span>
      </div>
    )
  return <MeterChart dial={dial} amounts={amounts} pngs={pngs} embeddings={embeddings as Float32Array[]} />
}
