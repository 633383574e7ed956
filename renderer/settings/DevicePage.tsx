import { useEffect, useState } from 'react'
import type { DeviceId, DeviceReport } from '#shared/engine-contract.ts'
import { toWire } from '#shared/errors.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'

/** Which adapters there are, what each can do, and why not. */
export function DevicePage() {
  const chosen = useSettings(state => state.settings.device)
  const [devices, setDevices] = useState<DeviceReport[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    call('devices.list', undefined).then(setDevices, error => setProblem(sentenceOf(toWire(error))))
  }, [])
  const choice = (id: DeviceId | undefined, name: string, note: string, usable: boolean) => (
    <label key={id ?? 'auto'} className="choice" data-off={!usable}>
      <input
        type="radio"
        name="device"
        checked={chosen === id}
        disabled={!usable}
        onChange={() => changeSettings({ device: id })}
      />
      <span>
        <strong>{name}</strong>
        <small>{note}</small>
      </span>
    </label>
  )
  return (
    <fieldset className="choices">
      <legend>{t.settings.deviceLegend}</legend>
      {choice(undefined, t.settings.deviceAuto, t.settings.deviceAutoHelp, true)}
      {devices?.map(({ id, name, usable, reason }) =>
        choice(id, name, reason || t.settings.deviceReady, usable),
      )}
      {!devices && !problem && <p className="quiet-text">{t.loading}</p>}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
