import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { Setting } from './Setting.tsx'

const themes = (['system', 'dark', 'light'] as const).map(value => ({
  value,
  label: t.settings.themes[value],
}))
const motions = (['system', 'on', 'off'] as const).map(value => ({ value, label: t.settings.motions[value] }))

export function LookPage() {
  const { settings, problem } = useSettings()
  return (
    <>
      {problem && (
        <p className="problem" role="status">
          {problem}
        </p>
      )}
      <Setting label={t.settings.theme} help={t.settings.themeHelp}>
        <Segmented
          label={t.settings.theme}
          value={settings.theme}
          options={themes}
          onChange={theme => changeSettings({ theme })}
        />
      </Setting>
      <Setting label={t.settings.motion} help={t.settings.motionHelp}>
        <Segmented
          label={t.settings.motion}
          value={settings.reducedMotion}
          options={motions}
          onChange={reducedMotion => changeSettings({ reducedMotion })}
        />
      </Setting>
      <Setting label={t.settings.language} help={t.settings.languageHelp}>
        <Select
          label={t.settings.language}
          value={settings.language}
          options={[{ value: 'en', label: 'English' }]}
          onChange={() => {}}
        />
      </Setting>
    </>
  )
}
