import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KeptWays } from '#shared/studio/time.ts'
import { call } from '../api.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { explain, toast } from '../stores/toasts.ts'
import { forgetInfos } from '../stores/ways.ts'
import { t } from '../strings.ts'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { Setting } from './Setting.tsx'

const usual = 512
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)} MiB`

/** Whether ways are kept, how much room they may take, how much they take, and a way to be rid of them. */
export function WaysSettings() {
  const { keepWays, waysMiB } = useSettings(state => state.settings)
  const [kept, setKept] = useState<KeptWays | null>(null)
  useEffect(() => {
    call('time.kept', undefined).then(setKept, explain)
  }, [waysMiB])
  const forget = async () => {
    setKept(await call('time.forget', {}))
    forgetInfos()
    toast(t.time.kept.forgotten)
  }
  return (
    <>
      <Setting label={t.time.kept.keep} help={t.time.kept.keepHelp}>
        <Switch
          label={t.time.kept.keep}
          checked={keepWays}
          onChange={on => changeSettings({ keepWays: on })}
        />
      </Setting>
      <Setting label={t.time.kept.cap} help={t.time.kept.capHelp} stacked>
        <NumberField
          label={t.time.kept.capField}
          value={waysMiB}
          given={waysMiB !== usual}
          min={0}
          max={1_000_000}
          step={64}
          onChange={value => changeSettings({ waysMiB: value })}
          onReset={() => changeSettings({ waysMiB: usual })}
        />
        <div className="ways-kept">
          <span>{kept && t.time.kept.used(kept.pictures, mib(kept.bytes), mib(waysMiB * 2 ** 20))}</span>
          <ConfirmButton
            icon={Trash2}
            text={t.time.kept.forget}
            confirm={t.time.kept.forgetSure}
            onConfirm={() => void forget().catch(explain)}
          />
        </div>
      </Setting>
    </>
  )
}
