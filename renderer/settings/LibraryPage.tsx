import { useCallback, useEffect, useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import type { LibraryInfo, RebuildEvent } from '#shared/studio/host.ts'
import { call } from '../api.ts'
import { Looked } from '../info/Looked.tsx'
import { can } from '../stores/connection.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { explain, toast } from '../stores/toasts.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Switch } from '../ui/Switch.tsx'
import { FolderForm } from './FolderForm.tsx'
import { ScorerSetting } from './ScorerSetting.tsx'
import { Setting } from './Setting.tsx'
import { WatchedFolders } from './WatchedFolders.tsx'

export function LibraryPage() {
  const days = useSettings(state => state.settings.trashDays)
  const embeds = useSettings(state => state.settings.embedPictures)
  const [info, setInfo] = useState<LibraryInfo | null>(null)
  const [work, setWork] = useState<RebuildEvent | null>(null)
  useEffect(() => {
    call('library.info', undefined).then(setInfo, explain)
  }, [])
  const open = useCallback((folder: string) => {
    call('library.open', { folder }).then(setInfo, explain)
  }, [])
  const choose = async () => {
    const { folder } = await call('host.chooseFolder', undefined)
    if (folder) open(folder)
  }
  const rebuild = async () => {
    setWork({ done: 0, of: 0, msLeft: null })
    try {
      setInfo(await call('library.rebuild', undefined, { onEvent: setWork }))
      toast(t.settings.rebuilt)
    } catch (error) {
      explain(error)
    }
    setWork(null)
  }
  return (
    <>
      <Setting label={t.settings.folder} help={t.settings.folderHelp} stacked>
        {info &&
          (can('chooseFolder') ? (
            <div className="folder">
              <code>{info.folder}</code>
              <Button onClick={() => choose().catch(explain)}>{t.settings.choose}</Button>
            </div>
          ) : (
            <FolderForm key={info.folder} folder={info.folder} onOpen={open} />
          ))}
        {info?.problem && (
          <p className="problem" role="alert">
            {info.problem}
          </p>
        )}
        {info && <p>{t.settings.contents(info.pictures, info.trashed, bytes(info.bytes))}</p>}
      </Setting>
      <WatchedFolders />
      <Setting label={t.settings.rebuild} help={t.settings.rebuildHelp}>
        {work ? (
          <Progress share={work.of ? work.done / work.of : null} label={t.settings.rebuild} />
        ) : (
          <Button onClick={rebuild}>{t.settings.rebuildNow}</Button>
        )}
      </Setting>
      <Setting label={t.verify.setting} help={t.verify.settingHelp}>
        <Button onClick={() => openDialog('verify')}>{t.verify.open}</Button>
      </Setting>
      <Setting label={t.meaning.setting} help={t.meaning.settingHelp}>
        <Switch
          label={t.meaning.setting}
          checked={embeds}
          onChange={embedPictures => changeSettings({ embedPictures })}
        />
      </Setting>
      <Looked />
      <ScorerSetting />
      <NumberField
        label={t.settings.trashDays}
        help={t.settings.trashDaysHelp}
        value={days}
        given={days !== 30}
        min={0}
        max={3650}
        step={1}
        onChange={trashDays => changeSettings({ trashDays })}
        onReset={() => changeSettings({ trashDays: 30 })}
      />
    </>
  )
}
