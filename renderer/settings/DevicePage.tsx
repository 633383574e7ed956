import { Fragment, useCallback, useEffect, useState } from 'react'
import { adapterText } from '#shared/adapters.ts'
import type { DeviceId, DeviceReport } from '#shared/engine-contract.ts'
import { toWire } from '#shared/errors.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Select } from '../ui/Select.tsx'
import { CudaOffer } from './CudaOffer.tsx'
import { Setting } from './Setting.tsx'

/** Which adapters there are, what each can do, and why not. */
export function DevicePage() {
  const chosen = useSettings(state => state.settings.device)
  const [devices, setDevices] = useState<DeviceReport[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const look = useCallback(() => {
    call('devices.list', undefined).then(setDevices, error => setProblem(sentenceOf(toWire(error))))
  }, [])
  useEffect(look, [look])
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
      {devices?.map(device => (
        <Fragment key={device.id}>
          {choice(device.id, device.name, noteOf(device), device.usable)}
          {device.id === 'cuda' && !device.usable && <CudaOffer onArrived={look} />}
          {device.usable && device.choosable && device.adapters.length > 1 && <Cards device={device} />}
        </Fragment>
      ))}
      {!devices && !problem && <p className="quiet-text">{t.loading}</p>}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}

/** What it works on, or why it cannot. */
const noteOf = ({ usable, reason, adapters }: DeviceReport): string =>
  usable ? adapters.map(adapterText).join('; ') || t.settings.deviceReady : reason

/** One of several graphics cards, remembered by its name: numbers change with what is plugged in. */
function Cards({ device }: { device: DeviceReport }) {
  const chosen = useSettings(state => state.settings.adapter)
  return (
    <Setting label={t.settings.card} help={t.settings.cardHelp}>
      <Select
        label={t.settings.card}
        value={chosen ?? ''}
        options={[
          { value: '', label: t.settings.cardFirst },
          ...device.adapters.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={name => changeSettings({ adapter: name || undefined })}
      />
    </Setting>
  )
}
