import { useState } from 'react'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Setting } from './Setting.tsx'

type Props = { name: 'wildcardsFolder' | 'embeddingsFolder' }

/** A folder of lists or textual inversions; empty is the one beside the models. */
export function PromptFolder({ name }: Props) {
  const folder = useSettings(state => state.settings[name]) ?? ''
  const [text, setText] = useState(folder)
  const { label, help } = t.settings.promptFolders[name]
  return (
    <Setting label={label} help={help} stacked>
      <div className="folder">
        <input
          aria-label={label}
          value={text}
          placeholder={t.settings.promptFolders.beside}
          spellCheck={false}
          onChange={event => setText(event.target.value)}
          onBlur={() => changeSettings({ [name]: text.trim() || undefined })}
        />
      </div>
    </Setting>
  )
}
