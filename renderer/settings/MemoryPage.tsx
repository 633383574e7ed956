import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Switch } from '../ui/Switch.tsx'
import { Setting } from './Setting.tsx'
import { WaysSettings } from './WaysSettings.tsx'

export function MemoryPage() {
  const { idleMinutes, minFreeMiB, spareCore } = useSettings(state => state.settings)
  return (
    <>
      <Setting label={t.settings.spareCore} help={t.settings.spareCoreHelp}>
        <Switch
          label={t.settings.spareCore}
          checked={spareCore}
          onChange={on => changeSettings({ spareCore: on })}
        />
      </Setting>
      <Setting label={t.settings.memoryTitle} help={t.settings.memoryHelp} stacked>
        <NumberField
          label={t.settings.idleMinutes}
          value={idleMinutes}
          given={idleMinutes !== 10}
          min={0}
          max={1440}
          step={1}
          onChange={value => changeSettings({ idleMinutes: value })}
          onReset={() => changeSettings({ idleMinutes: 10 })}
        />
        <NumberField
          label={t.settings.minFree}
          value={minFreeMiB}
          given={minFreeMiB !== 256}
          min={0}
          max={1_000_000}
          step={64}
          onChange={value => changeSettings({ minFreeMiB: value })}
          onReset={() => changeSettings({ minFreeMiB: 256 })}
        />
      </Setting>
      <WaysSettings />
    </>
  )
}
