import { useDesk } from '../stores/desk.ts'
import { drawsOnRelease, useLive } from '../stores/live.ts'
import { t } from '../strings.ts'
import { Switch } from '../ui/Switch.tsx'

export function DrawOnRelease() {
  const locked = useDesk(desk => desk.locked)
  const on = useLive(live => drawsOnRelease(live, locked))
  return (
    <div className="draw-on-release" title={t.steering.drawOnReleaseHelp}>
      <span>{t.steering.drawOnRelease}</span>
      <Switch
        label={t.steering.drawOnRelease}
        checked={on}
        onChange={drawOnRelease => useLive.setState({ drawOnRelease })}
      />
    </div>
  )
}
