import { call } from '../api.ts'
import { can } from '../stores/connection.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

type Props = {
  label: string
  value: string
  onChange: (path: string) => void
  onChosen?: (path: string) => string
}

/** A path on the machine of the studio, typed or, on the desktop, chosen. `onChosen` may add a name to a folder. */
export function PathField({ label, value, onChange, onChosen = path => path }: Props) {
  const choose = async () => {
    const { folder } = await call('host.chooseFolder', undefined)
    if (folder) onChange(onChosen(folder))
  }
  return (
    <label className="exchange-path">
      <span>{label}</span>
      <input
        className="text-field"
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
      />
      {can('chooseFolder') && (
        <Button onClick={() => void choose().catch(explain)}>{t.settings.choose}</Button>
      )}
    </label>
  )
}
