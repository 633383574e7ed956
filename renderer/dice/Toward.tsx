import { X } from 'lucide-react'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Slider } from '../ui/Slider.tsx'

const range = { min: 0, max: 1, step: 0.01 }

/** Another noise that the picture is on the way to, as the map and walks give it. */
export function Toward() {
  const toward = useDesk(desk => desk.dice.toward)
  if (!toward) return null
  const set = (change: typeof toward | null) => setDesk(({ dice }) => ({ dice: { ...dice, toward: change } }))
  const turn = (share: number) => set({ ...toward, t: share })
  return (
    <div className="around" data-live="peek">
      <div className="around-head">
        <strong>{t.diceParts.toward(String(toward.seed))}</strong>
        <span className="seed-small" />
        <IconButton icon={X} label={t.diceParts.leaveWay} onClick={() => set(null)} />
      </div>
      <div className="around-strength">
        <Slider label={t.diceParts.towardSlider} value={toward.t} {...range} onChange={turn} />
        <NumberField
          label={t.diceParts.facts.toward}
          help={t.diceParts.towardShare}
          value={toward.t}
          given={false}
          {...range}
          pace={3}
          onChange={turn}
          onReset={() => {}}
        />
      </div>
    </div>
  )
}
