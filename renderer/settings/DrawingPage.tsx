import { useModels } from '../stores/models.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Select } from '../ui/Select.tsx'
import { Switch } from '../ui/Switch.tsx'
import { LoraFolders } from './LoraFolders.tsx'
import { PromptFolder } from './PromptFolder.tsx'
import { Setting } from './Setting.tsx'

export function DrawingPage() {
  const { defaultModel, previews } = useSettings(state => state.settings)
  const models = useModels(state => state.models)
  return (
    <>
      <Setting label={t.settings.defaultModel} help={t.settings.defaultModelHelp}>
        <Select
          label={t.settings.defaultModel}
          value={defaultModel}
          options={models.map(({ id, name, problem }) => ({
            value: id,
            label: name,
            note: problem ?? undefined,
          }))}
          onChange={id => changeSettings({ defaultModel: id })}
        />
      </Setting>
      <Setting label={t.settings.previews} help={t.settings.previewsHelp}>
        <Switch
          label={t.settings.previews}
          checked={previews}
          onChange={on => changeSettings({ previews: on })}
        />
      </Setting>
      <PromptFolder name="wildcardsFolder" />
      <PromptFolder name="embeddingsFolder" />
      <LoraFolders />
      <h3>{t.settings.models}</h3>
      <ul className="model-list">
        {models.map(({ id, name, folder, family, native, licence, problem }) => (
          <li key={id}>
            <strong>{name}</strong>
            <small>
              {[family, `${native.width} × ${native.height}`, licence].filter(Boolean).join(' · ')}
            </small>
            <code>{folder}</code>
            {problem && <p className="problem">{problem}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}
